using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.AbandonedCart;

public sealed class ResultsTests(ServerFixture servers) : IClassFixture<ServerFixture>
{
    private const string Cart = "abandoned-cart";
    private const string Control = "control";
    private static readonly string[] Counts = ["sent", "delivered", "shown", "clicked", "dismissed", "answered", "converted"];

    /// <summary>Of forty people some are not in the audience, some order in time, some are the control group; the rest get it.</summary>
    [RequiresFact(Need.Node, Need.Clients)]
    public async Task Results_add_up_to_what_the_traces_and_the_receipts_say()
    {
        var server = await servers.Get();
        await server.Api.Launch(Cart, CartCampaign.Definition(definition => definition["control"] = 25).ToJsonString());
        Shopper[] shoppers = [.. Enumerable.Range(0, 40).Select(number => new Shopper(server, $"sums-{number}"))];
        await Shopper.Send(server, shoppers.SelectMany(Calls));
        var evenings = await Task.WhenAll(shoppers.Select(async shopper => new Evening(shopper, await shopper.Decisions(Cart, 2))));
        Evening[] reached = [.. evenings.Where(evening => evening.Sent is not null)];
        for (var number = 0; number < reached.Length; number++)
        {
            await Report(server, reached[number], number);
        }

        Evening[] ordering = [.. reached.Where((_, number) => number % 4 == 0)];
        await Shopper.Send(server, ordering.Select(evening => evening.Shopper.Orders(50)));

        var results = await Eventually.Get(() => server.Api.Results(Cart), seen => (int)seen["totals"]!["converted"]! == ordering.Length);
        ShouldAddUp(results, reached, evenings.SelectMany(evening => evening.Traces));
        ((double)results["totals"]!["value"]!).ShouldBe(50 * ordering.Length);
    }

    private static IEnumerable<JsonObject> Calls(Shopper shopper, int number) => (number % 5) switch
    {
        0 => [shopper.IsOnPlan("enterprise"), shopper.Adds()],
        1 => [shopper.Adds(), shopper.Orders()],
        _ => [shopper.Adds()],
    };

    private static async Task Report(EngagementServer server, Evening evening, int number)
    {
        var receipts = new JsonArray();
        void Tell(string kind) => receipts.Add(new JsonObject
        {
            ["deliveryId"] = evening.Sent!.DeliveryId,
            ["kind"] = kind,
            ["receiptId"] = $"{kind}-{evening.Shopper.Id}",
        });

        Tell("shown");
        Tell("shown");
        if (number % 2 == 0)
        {
            Tell("clicked");
        }

        if (number % 3 == 0)
        {
            Tell("dismissed");
        }

        var path = $"/v1/inapp/receipts?userId={evening.Shopper.Id}";
        (await server.Api.Ingest(path, receipts.ToJsonString())).ShouldSucceed();
        (await server.Api.Ingest(path, receipts.ToJsonString())).ShouldSucceed();
    }

    private static void ShouldAddUp(JsonObject results, Evening[] reached, IEnumerable<Verdict> traces)
    {
        var totals = results["totals"]!;
        ((int)totals["sent"]!).ShouldBe(reached.Length);
        ((int)totals["shown"]!).ShouldBe(reached.Length);
        ((int)totals["clicked"]!).ShouldBe((reached.Length + 1) / 2);
        ((int)totals["dismissed"]!).ShouldBe((reached.Length + 2) / 3);
        var suppressed = totals["suppressed"]!.AsObject().ToDictionary(rule => rule.Key, rule => (int)rule.Value!);
        suppressed.ShouldBe(traces.Where(trace => trace.Said is "dropped" or "lost").CountBy(trace => trace.Rule), ignoreOrder: true);
        suppressed.Keys.ShouldBe(["audience", "exception", "experiment"], ignoreOrder: true);

        // The control group got nothing: its conversions stand beside the variants and are in no total.
        JsonNode[] variants = [.. results["variants"]!.AsArray().Where(variant => (string?)variant!["id"] != Control)!];
        variants.Length.ShouldBe(2);
        foreach (var count in Counts)
        {
            variants.Sum(variant => (int)variant[count]!).ShouldBe((int)totals[count]!, count);
        }

        foreach (var variant in variants)
        {
            ((int)variant["sent"]!).ShouldBe(reached.Count(evening => evening.Sent!.Variant == (string)variant["id"]!));
        }
    }
}
