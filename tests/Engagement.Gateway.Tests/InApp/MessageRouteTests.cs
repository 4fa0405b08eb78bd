using Engagement.Core;
using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.InApp;

[Collection(GatewayCollection.Name)]
public sealed class MessageRouteTests(GatewayApp app)
{
    [Fact]
    public async Task The_queue_is_read_in_order_by_user_and_by_anonymous_id()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.Engine.LaunchAsync("thanks", Documents.AtPurchase);
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m1");
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m2");
        await workspace.Engine.TrackAsync(PersonId.Anonymous("u"), "Purchase", "m3");

        var messages = (await workspace.GetAsync("/v1/inapp/messages?userId=u", workspace.WriteKey)).Json.GetProperty("messages");
        messages.EnumerateArray().Select(message => message.GetProperty("seq").GetInt64()).ShouldBe([1, 2]);
        var first = messages[0];
        first.GetProperty("campaign").GetString().ShouldBe("thanks");
        first.GetProperty("variant").GetString().ShouldBe("only");
        first.GetProperty("kind").GetString().ShouldBe("modal");
        first.GetProperty("content").GetProperty("title").GetString().ShouldBe("Thank you");
        first.GetProperty("display").GetProperty("interrupt").GetString().ShouldBe("whenIdle");
        first.GetProperty("dir").GetString().ShouldBe("ltr");
        (await workspace.GetAsync("/v1/inapp/messages?anonymousId=u", workspace.WriteKey)).Json.GetProperty("messages").GetArrayLength().ShouldBe(1);
        (await workspace.GetAsync("/v1/inapp/messages?userId=nobody", workspace.WriteKey)).Json.GetProperty("messages").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?userId=")]
    [InlineData("?anonymousId=")]
    [InlineData("?userId=%01")]
    public async Task Whoever_is_not_named_is_refused(string query)
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await workspace.GetAsync($"/v1/inapp/messages{query}", workspace.WriteKey)).ShouldBeProblem(400, "invalid");
        (await workspace.GetAsync($"/v1/inapp/stream{query}", workspace.WriteKey)).ShouldBeProblem(400, "invalid");
        (await workspace.PostAsync($"/v1/inapp/moment{query}", "{}", workspace.WriteKey)).ShouldBeProblem(400, "invalid");
        (await workspace.PostAsync($"/v1/inapp/receipts{query}", "[]", workspace.WriteKey)).ShouldBeProblem(400, "invalid");
    }

    [Fact]
    public async Task A_page_of_another_origin_may_call()
    {
        var workspace = await app.CreateWorkspaceAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/inapp/receipts");
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-user-token");
        var allowed = await Exchange.OfAsync(app.Http, preflight);
        allowed.Status.ShouldBe(204);
        allowed.Headers["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
        allowed.Headers["Access-Control-Allow-Headers"].ShouldContain("x-user-token");

        var refused = await workspace.SendAsync(HttpMethod.Get, "/v1/inapp/messages", null, "wk_nobody", ("Origin", "https://shop.example"));
        refused.ShouldBeProblem(401, "unknownKey").Headers["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
        (await workspace.SendAsync(HttpMethod.Get, "/v1/campaigns", null, null, ("Origin", "https://shop.example")))
            .Headers.Keys.ShouldNotContain("Access-Control-Allow-Origin");
    }
}
