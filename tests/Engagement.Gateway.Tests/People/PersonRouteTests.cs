using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Gateway.Tests.Hosting;
using Engagement.Runtime.ReadSide;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.People;

[Collection(GatewayCollection.Name)]
public sealed class PersonRouteTests(GatewayApp app)
{
    [Fact]
    public async Task A_profile_tells_everything_known()
    {
        var workspace = await ShopAsync();
        var traits = Value.Of([KeyValuePair.Create("plan", Value.Of("pro")), KeyValuePair.Create("address", Value.Of([KeyValuePair.Create("city", Value.Of("Oslo"))]))]);
        var stamp = new MessageStamp(1, app.Host.Now);
        await workspace.Engine.AskAsync(PersonId.Known("u"), new UserCommand.Identify(stamp, traits, null, new ClientContext("Europe/Oslo", "nb", null, "phone")));
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m2");

        var profile = (await workspace.GetAsync("/v1/users/u")).Json;
        profile.GetProperty("id").GetString().ShouldBe("u");
        profile.GetProperty("kind").GetString().ShouldBe("known");
        profile.GetProperty("traits").GetRawText().ShouldBe("""{"plan":"pro","address":{"city":"Oslo"}}""");
        profile.GetProperty("events").GetProperty("Purchase").GetProperty("total").GetInt64().ShouldBe(1);
        profile.GetProperty("session").GetProperty("busy").GetBoolean().ShouldBeFalse();
        profile.GetProperty("zone").GetString().ShouldBe("Europe/Oslo");
        var queued = profile.GetProperty("queue").EnumerateArray().ShouldHaveSingleItem();
        queued.GetProperty("campaign").GetString().ShouldBe("thanks");
        queued.GetProperty("seq").GetInt64().ShouldBe(1);
        profile.GetProperty("deliveries").EnumerateArray().ShouldHaveSingleItem().GetProperty("channel").GetString().ShouldBe("inapp");
        foreach (var list in (string[])["identities", "groups", "caps", "pending", "devices", "series", "conversations"])
        {
            profile.GetProperty(list).GetArrayLength().ShouldBe(0, list);
        }
    }

    [Fact]
    public async Task Known_and_anonymous_ids_are_different_people()
    {
        var workspace = await ShopAsync();
        await workspace.Engine.TrackAsync(PersonId.Anonymous("x"), "Purchase", "m1");
        (await workspace.GetAsync("/v1/users/x")).ShouldBeProblem(404, "notFound");
        (await workspace.GetAsync("/v1/users/x?kind=anonymous")).Json.GetProperty("kind").GetString().ShouldBe("anonymous");
        (await workspace.GetAsync("/v1/users/x?kind=ghost")).ShouldBeProblem(400, "invalid");
        await workspace.Engine.IdentifyAsync(PersonId.Known("u"), "x", "m2");
        var joined = (await workspace.GetAsync("/v1/users/x?kind=anonymous")).Json;
        joined.GetProperty("id").GetString().ShouldBe("u");
        joined.GetProperty("identities")[0].GetProperty("id").GetString().ShouldBe("x");
    }

    [Fact]
    public async Task Timeline_and_decisions_come_page_by_page()
    {
        var workspace = await ShopAsync();
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m1");
        app.ReadModels.Put(workspace.Id, PersonId.Known("u"), [.. Enumerable.Range(0, 3).Select(Entry)]);
        app.ReadModels.Put(workspace.Id, PersonId.Known("u"), TraceOf("a"), TraceOf("b"));

        var first = (await workspace.GetAsync("/v1/users/u/timeline?limit=2")).Json;
        first.GetProperty("items").GetArrayLength().ShouldBe(2);
        var rest = (await workspace.GetAsync($"/v1/users/u/timeline?limit=2&cursor={first.GetProperty("cursor").GetString()}")).Json;
        rest.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("fields").GetProperty("n").GetString().ShouldBe("2");

        var decisions = (await workspace.GetAsync("/v1/users/u/decisions?campaign=b")).Json;
        var decision = decisions.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        decision.GetProperty("verdict").GetString().ShouldBe("held");
        decision.GetProperty("rule").GetString().ShouldBe("cap:daily");
        decision.GetProperty("due").GetString().ShouldBe("2026-03-02T13:00:00Z");
        foreach (var path in (string[])["timeline", "decisions"])
        {
            (await workspace.GetAsync($"/v1/users/u/{path}?cursor=zz")).ShouldBeProblem(400, "invalid");
            (await workspace.GetAsync($"/v1/users/u/{path}?limit=0")).ShouldBeProblem(400, "invalid");
            (await workspace.GetAsync($"/v1/users/nobody/{path}")).ShouldBeProblem(404, "notFound");
        }
    }

    [Fact]
    public async Task An_export_holds_every_page_of_everything()
    {
        var workspace = await ShopAsync();
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m1");
        app.ReadModels.Put(workspace.Id, PersonId.Known("u"), [.. Enumerable.Range(0, 450).Select(Entry)]);
        app.ReadModels.Put(workspace.Id, PersonId.Known("u"), TraceOf("a"), TraceOf("b"));
        var export = await workspace.GetAsync("/v1/users/u/export");
        export.ContentType.ShouldBe("application/json");
        export.Json.GetProperty("profile").GetProperty("id").GetString().ShouldBe("u");
        export.Json.GetProperty("timeline").GetArrayLength().ShouldBe(450);
        export.Json.GetProperty("decisions").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task An_erased_person_is_gone_and_stays_gone()
    {
        var workspace = await ShopAsync();
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m1");
        (await workspace.DeleteAsync("/v1/users/u")).Status.ShouldBe(204);
        (await workspace.DeleteAsync("/v1/users/u")).Status.ShouldBe(204);
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m2");
        foreach (var path in (string[])["", "/timeline", "/decisions", "/export"])
        {
            (await workspace.GetAsync($"/v1/users/u{path}")).ShouldBeProblem(410, "erased");
        }

        (await workspace.PostAsync("/v1/users/u/explain", """{"campaign":"thanks"}""")).ShouldBeProblem(410, "erased");
    }

    private async Task<TestWorkspace> ShopAsync()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.Engine.LaunchAsync("thanks", Documents.AtPurchase);
        return workspace;
    }

    private static TimelineEntry Entry(int number) =>
        new(Instant.FromUtc(2026, 3, 2, 12, 0), "event", "Purchase", new Dictionary<string, string> { ["n"] = $"{number}" });

    private static Trace TraceOf(string campaign) => new(
        new CampaignId(campaign), Verdict.Held, Rule.Cap("daily"), 1, Instant.FromUtc(2026, 3, 2, 12, 0), Instant.FromUtc(2026, 3, 2, 13, 0));
}
