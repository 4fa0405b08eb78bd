using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.InApp;

[Collection(GatewayCollection.Name)]
public sealed class ReceiptRouteTests(GatewayApp app)
{
    [Fact]
    public async Task Receipts_are_taken_once_per_receipt_id()
    {
        var (workspace, delivery) = await ShownAsync();
        var body = $$"""[{"receiptId":"r1","deliveryId":"{{delivery}}","kind":"shown","at":"2026-03-02T12:00:00Z"}]""";
        (await PostAsync(workspace, body)).Json.GetProperty("taken").GetInt32().ShouldBe(1);
        (await PostAsync(workspace, body)).Json.GetProperty("taken").GetInt32().ShouldBe(1);
        (await DeliveryAsync(workspace)).Has(DeliveryMarks.Shown).ShouldBeTrue();
        (await workspace.Engine.ShownAsync(PersonId.Known("u"))).ShouldBe(1);

        body = $$"""[{"receiptId":"r2","deliveryId":"{{delivery}}","kind":"answered","answer":{"score":9,"why":"good"} }]""";
        (await PostAsync(workspace, body)).Status.ShouldBe(200);
        (await workspace.Engine.ShownAsync(PersonId.Known("u"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_bad_receipt_is_reported_and_the_others_are_taken()
    {
        var (workspace, delivery) = await ShownAsync();
        var posted = await PostAsync(workspace, $$"""
            [
              {"receiptId":"r1","deliveryId":"{{delivery}}","kind":"clicked","action":"cart"},
              {"receiptId":"r2","deliveryId":"{{delivery}}","kind":"liked"},
              {"deliveryId":"{{delivery}}","kind":"shown"},
              {"receiptId":"r4","deliveryId":"other","kind":"shown"},
              {"receiptId":"r5","deliveryId":"{{delivery}}","kind":"shown","at":"noon"},
              {"receiptId":"r6","deliveryId":"{{delivery}}","kind":"shown","mood":1},
              7
            ]
            """);
        posted.Status.ShouldBe(200, posted.Body);
        posted.Json.GetProperty("taken").GetInt32().ShouldBe(2);
        posted.Json.GetProperty("unknown").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("other");
        posted.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name)
            .ShouldBe(["/1/kind", "/2/receiptId", "/4/at", "/5/mood", "/6"], ignoreOrder: true);
        (await DeliveryAsync(workspace)).Has(DeliveryMarks.Clicked).ShouldBeTrue();
    }

    [Theory]
    [InlineData("{}", "invalid")]
    [InlineData("[]", "invalid")]
    [InlineData("null", "invalid")]
    [InlineData("[null]", "invalid")]
    [InlineData("[{\"receiptId\":\"r\",\"deliveryId\":\"d\"}]", "invalid")]
    [InlineData("[{\"receiptId\":\"\",\"deliveryId\":\"d\",\"kind\":\"shown\"}]", "invalid")]
    [InlineData("[{\"receiptId\":\"r\",\"receiptId\":\"s\",\"deliveryId\":\"d\",\"kind\":\"shown\"}]", "malformed")]
    [InlineData("[", "malformed")]
    [InlineData("", "malformed")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "malformed")]
    public async Task What_holds_no_good_receipt_is_refused(string body, string code)
    {
        var workspace = await app.CreateWorkspaceAsync();
        (await PostAsync(workspace, body)).ShouldBeProblem(400, code);
    }

    [Fact]
    public async Task More_than_the_limit_is_refused_with_the_number()
    {
        var workspace = await app.CreateWorkspaceAsync();
        var many = string.Join(',', Enumerable.Repeat("""{"receiptId":"r","deliveryId":"d","kind":"shown"}""", 501));
        (await PostAsync(workspace, $"[{many}]")).ShouldBeProblem(400, "invalid").Error("").ShouldContain("500");
        (await PostAsync(workspace, $"[\"{new string('x', 600_000)}\"]")).ShouldBeProblem(413, "tooLarge");
    }

    [Fact]
    public async Task A_beacon_without_headers_is_taken()
    {
        var (workspace, delivery) = await ShownAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/inapp/receipts?userId=u&writeKey={workspace.WriteKey}");
        request.Content = new StringContent($$"""[{"receiptId":"r1","deliveryId":"{{delivery}}","kind":"dismissed"}]""");
        (await Exchange.OfAsync(app.Http, request)).Status.ShouldBe(200);
        (await workspace.Engine.ShownAsync(PersonId.Known("u"))).ShouldBe(0);
    }

    private static Task<Exchange> PostAsync(TestWorkspace workspace, string body) =>
        workspace.PostAsync("/v1/inapp/receipts?userId=u", body, workspace.WriteKey);

    private static async Task<Delivery> DeliveryAsync(TestWorkspace workspace) =>
        (await workspace.Engine.ProfileAsync(PersonId.Known("u"))).Deliveries[0];

    private async Task<(TestWorkspace Workspace, string Delivery)> ShownAsync()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.Engine.LaunchAsync("thanks", Documents.AtPurchase);
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m1");
        var messages = (await workspace.GetAsync("/v1/inapp/messages?userId=u", workspace.WriteKey)).Json.GetProperty("messages");
        return (workspace, messages[0].GetProperty("deliveryId").GetString()!);
    }
}
