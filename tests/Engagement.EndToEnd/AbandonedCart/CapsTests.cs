using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.AbandonedCart;

public sealed class CapsTests(ServerFixture servers) : IClassFixture<ServerFixture>
{
    [RequiresFact(Need.Node, Need.Clients)]
    public async Task The_cap_holds_and_is_named()
    {
        var server = await servers.Get();
        var settings = """
            {"zone":"Europe/Oslo","caps":[{"id":"two-a-day","scope":{"channel":"inapp"},"limit":2,"per":"P1D","kind":"rolling","zone":"user","over":"drop"}]}
            """;
        (await server.Api.Put("/v1/settings", settings)).ShouldSucceed();
        string[] campaigns = ["cap-first", "cap-second", "cap-third"];
        foreach (var campaign in campaigns)
        {
            await server.Api.Launch(campaign, CartCampaign.TriggeredBy($"{campaign} added", definition => definition["audience"] = new JsonObject
            {
                ["trait"] = "plan",
                ["op"] = "ne",
                ["value"] = "enterprise",
            }).ToJsonString());
        }

        var shopper = new Shopper(server, "capped");
        foreach (var campaign in campaigns)
        {
            await shopper.Does(shopper.Adds($"{campaign} added"));
            await shopper.Decisions(campaign, 2);
        }

        (await shopper.Decisions("cap-first", 2)).Select(decision => $"{decision}").ShouldBe(["held delay", "sent none"]);
        (await shopper.Decisions("cap-second", 2)).Select(decision => $"{decision}").ShouldBe(["held delay", "sent none"]);
        (await shopper.Decisions("cap-third", 2)).Select(decision => $"{decision}").ShouldBe(["held delay", "dropped cap:two-a-day"]);
        var cap = (await server.Api.Find(shopper.Id))!.Json["caps"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)cap["used"]!).ShouldBe(2);
        ((int)cap["limit"]!).ShouldBe(2);
    }
}
