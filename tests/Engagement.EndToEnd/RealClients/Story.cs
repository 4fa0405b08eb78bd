using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.RealClients;

/// <summary>What one person does, in every call that Node clients have, and what must be known of them afterwards.</summary>
internal sealed class Story(string name)
{
    private readonly string _visitor = $"{name}-visitor";
    private readonly string _device = $"{name}-device";

    public string User { get; } = $"{name}-user";

    public IReadOnlyList<JsonObject> Calls =>
    [
        Call("track", ("anonymousId", _visitor), ("event", "Product Viewed")),
        Call("track", ("anonymousId", _device), ("event", "Product Viewed")),
        Call("identify", ("userId", User), ("anonymousId", _visitor), ("traits", new JsonObject { ["plan"] = "pro" })),
        Call("page", ("userId", User), ("name", "Home")),
        Call("page", ("userId", User), ("name", "Lamps")),
        Call("screen", ("userId", User), ("name", "Cart")),
        .. Enumerable.Range(1, 5).Select(price => Call(
            "track", ("userId", User), ("event", "Product Added"), ("properties", new JsonObject { ["price"] = price }))),
        Call("group", ("userId", User), ("groupId", "acme"), ("traits", new JsonObject { ["employees"] = 20 })),
        Call("alias", ("userId", User), ("previousId", _device)),
        Call("track", ("userId", User), ("event", "Order Completed"), ("properties", new JsonObject { ["total"] = 15 })),
    ];

    /// <summary>Each once, those of the visitor and the device that turned out to be this person too.</summary>
    public static IReadOnlyDictionary<string, long> Expected { get; } = new Dictionary<string, long>
    {
        ["Product Viewed"] = 2,
        ["Page Viewed"] = 2,
        ["Screen Viewed"] = 1,
        ["Product Added"] = 5,
        ["Order Completed"] = 1,
    };

    public void ShouldBeTold(Person person)
    {
        person.Events.ShouldBe(Expected, ignoreOrder: true);
        person.Identities.ShouldBe([_visitor, _device], ignoreOrder: true);
        person.Groups.ShouldBe(["acme"]);
        ((string?)person.Json["traits"]?["plan"]).ShouldBe("pro");
    }

    private static JsonObject Call(string type, params (string Name, JsonNode Value)[] fields)
    {
        var call = new JsonObject { ["type"] = type };
        foreach (var (name, value) in fields)
        {
            call[name] = value;
        }

        return call;
    }
}
