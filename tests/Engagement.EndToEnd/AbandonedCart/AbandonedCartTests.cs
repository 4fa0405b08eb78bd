using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.AbandonedCart;

public sealed class AbandonedCartTests(ServerFixture servers, BrowserFixture browser) : IClassFixture<ServerFixture>, IClassFixture<BrowserFixture>
{
    private const string Cart = "abandoned-cart";

    [RequiresFact(Need.Node, Need.Clients, Need.Chromium)]
    public async Task The_message_appears_on_the_open_stream_after_the_delay_and_goes_from_every_page_when_dismissed_on_one()
    {
        var server = await Launched(Cart, CartCampaign.Definition());
        var shopper = new Shopper(server, "appears");
        var first = await MessagesPage.Open(browser, server, shopper.Id);
        var second = await MessagesPage.Open(browser, server, shopper.Id);
        var before = DateTimeOffset.UtcNow;
        await shopper.Does(shopper.Adds());
        var shown = await first.Shows(Cart);
        await second.Shows(Cart);

        shown.Text.ShouldBe("A lamp is waiting.");
        (shown.At - before).ShouldBeGreaterThan(CartCampaign.Delay);
        var decisions = await shopper.Decisions(Cart, 2);
        decisions.Select(decision => $"{decision}").ShouldBe(["held delay", "sent none"]);
        decisions[1].DeliveryId.ShouldBe(shown.DeliveryId);
        (decisions[1].At - decisions[0].Due!.Value).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(2));

        await first.Tell("shown", shown.DeliveryId);
        await first.Tell("dismissed", shown.DeliveryId);
        await second.ShowsNo(Cart, within: TimeSpan.FromSeconds(1));
        await first.ShowsNo(Cart, within: TimeSpan.FromSeconds(1));
        await first.Close();
        await second.Close();
    }

    [RequiresFact(Need.Node, Need.Clients, Need.Chromium)]
    public async Task An_order_before_it_is_due_cancels_it()
    {
        var server = await Launched("cancelled-cart", CartCampaign.TriggeredBy("Cancelled Added"));
        await server.Api.Launch("cancelled-later", CartCampaign.TriggeredBy("Cancelled Added", definition =>
        {
            definition["delay"]!["for"] = "PT3S";
            definition["exceptions"] = new JsonArray();
            definition.Remove("audience");
        }).ToJsonString());
        var shopper = new Shopper(server, "cancels");
        var page = await MessagesPage.Open(browser, server, shopper.Id);
        await shopper.Does(shopper.Adds("Cancelled Added"), shopper.Orders());

        // What is due a second later has come: the cancelled one had every chance to.
        await page.Shows("cancelled-later");
        (await page.Count("cancelled-cart")).ShouldBe(0);
        (await shopper.Decisions("cancelled-cart", 2)).Select(decision => $"{decision}").ShouldBe(["held delay", "dropped exception"]);
        await page.Close();
    }

    [RequiresFact(Need.Node, Need.Clients)]
    public async Task Outside_the_window_it_is_deferred_to_nine_in_the_users_zone()
    {
        var night = Zones.WhereItIsNight();
        var server = await Launched("window-cart", CartCampaign.TriggeredBy("Window Added"));
        var shopper = new Shopper(server, "defers", night.Zone);
        await shopper.Does(shopper.Adds("Window Added"));
        var decisions = await shopper.Decisions("window-cart", 2);

        decisions.Select(decision => $"{decision}").ShouldBe(["held delay", "held window"]);
        decisions[1].Due.ShouldBe(night.Nine);
        var pending = (await server.Api.Find(shopper.Id))!.Json["pending"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)pending["campaign"]).ShouldBe("window-cart");
        ((string?)pending["rule"]).ShouldBe("window");
    }

    [RequiresFact(Need.Node, Need.Clients)]
    public async Task Who_is_not_in_the_audience_when_it_is_due_does_not_get_it()
    {
        var server = await Launched("audience-cart", CartCampaign.TriggeredBy("Audience Added"));
        var shopper = new Shopper(server, "enterprise");
        await shopper.Does(shopper.IsOnPlan("enterprise"), shopper.Adds("Audience Added"));
        (await shopper.Decisions("audience-cart", 2)).Select(decision => $"{decision}").ShouldBe(["held delay", "dropped audience"]);
    }

    private async Task<EngagementServer> Launched(string campaign, JsonObject definition)
    {
        var server = await servers.Get();
        await server.Api.Launch(campaign, definition.ToJsonString());
        return server;
    }
}
