using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.AbandonedCart;

/// <summary>A customer whose shop tells of them through the real Segment Node client.</summary>
internal sealed class Shopper(EngagementServer server, string id, string? zone = null)
{
    private readonly string _zone = zone ?? Zones.WhereItIsDay();

    public string Id => id;

    public Task Does(params JsonObject[] calls) => Send(server, calls);

    /// <summary>Puts something dear into the cart.</summary>
    public JsonObject Adds(string name = "Product Added") => Track(name, new JsonObject { ["name"] = "A lamp", ["price"] = 129 });

    public JsonObject Orders(double total = 129) => Track("Order Completed", new JsonObject { ["total"] = total });

    public JsonObject IsOnPlan(string plan) => new()
    {
        ["type"] = "identify",
        ["userId"] = id,
        ["traits"] = new JsonObject { ["plan"] = plan },
    };

    /// <summary>Sends calls of one or several shoppers in one run of the client, in that order.</summary>
    public static async Task Send(EngagementServer server, IEnumerable<JsonObject> calls) =>
        (await ClientRun.Of("segment-node", server.Base, server.Api.WriteKey, calls, flushAt: 100)).ShouldHaveDeliveredAll();

    /// <summary>The traces of one campaign, oldest first, once there are so many.</summary>
    public async Task<IReadOnlyList<Verdict>> Decisions(string campaign, int count) =>
        [.. (await Eventually.Get(() => server.Api.Decisions(id, campaign), traces => traces.Count >= count)).Reverse()];

    private JsonObject Track(string name, JsonObject properties) => new()
    {
        ["type"] = "track",
        ["userId"] = id,
        ["event"] = name,
        ["properties"] = properties,
        ["context"] = new JsonObject
        {
            ["timezone"] = _zone,
            ["locale"] = "en-GB",
            ["page"] = new JsonObject { ["path"] = "/shop/lamps" },
        },
    };
}
