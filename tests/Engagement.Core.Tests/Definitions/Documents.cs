using System.Text;
using System.Text.Json.Nodes;
using Engagement.Core.Campaigns;
using Engagement.Core.Definitions;
using Shouldly;

namespace Engagement.Core.Tests.Definitions;

/// <summary>Documents to change one place of.</summary>
internal static class Documents
{
    public const string Minimal = """
        {
          "name": "Welcome",
          "trigger": { "any": [ { "event": "Signed Up" } ] },
          "variants": [ { "id": "only", "weight": 1, "content": { "inapp": { "kind": "modal", "title": "Hello" } } } ]
        }
        """;

    public const string AbandonedCart = """
        { "name": "Abandoned cart", "tags": ["cart"], "topic": "offers", "transactional": false,
          "trigger": { "any": [ { "event": "Product Added", "where": { "property": "price", "op": "gt", "value": 100 } } ] },
          "delay": { "for": "PT30M" },
          "exceptions": [ { "event": "Order Completed" } ],
          "start": "2026-12-01T00:00:00Z", "end": "2027-01-01T00:00:00Z",
          "window": { "from": "09:00", "to": "21:00", "days": ["mon","tue","wed","thu","fri","sat","sun"], "zone": "user", "outside": "defer" },
          "quietHours": "inherit",
          "audience": { "all": [ { "trait": "plan", "op": "ne", "value": "enterprise" },
                                  { "event": "Order Completed", "count": { "op": "eq", "value": 0 }, "within": "P30D" } ] },
          "audienceCheck": "atSend",
          "reEligibility": { "after": "P7D" },
          "caps": { "apply": true, "count": true },
          "priority": { "bucket": "high", "rank": 10 },
          "channels": ["inapp"],
          "control": 10,
          "variants": [ { "id": "picture", "weight": 50, "content": { "inapp": { "kind": "modal", "title": "Still thinking, {{default user.firstName \"friend\"}}?",
               "body": "{{event.properties.name}} is waiting.", "image": "https://shop.example/cart.png", "actions": [ { "id": "cart", "label": "Back to cart", "url": "/cart" } ],
               "locales": { "fa": { "title": "هنوز فکر می‌کنید؟", "body": "{{event.properties.name}} منتظر است." } } } } },
             { "id": "plain", "weight": 50, "content": { "inapp": { "kind": "chat", "author": "Mia", "body": "Shall I keep it for you?" } } } ],
          "display": { "screens": [ { "path": "/shop/*" } ], "interrupt": "whenIdle", "expireAfter": "P3D", "dismissible": true, "devices": "all" },
          "goal": { "event": "Order Completed", "within": "P3D", "value": "total" } }
        """;

    public static ReadOnlyMemory<byte> Utf8(string json) => Encoding.UTF8.GetBytes(json);

    public static ParseResult<CampaignDefinition> Parse(string json) => CampaignDocument.Parse(Utf8(json));

    /// <summary>The minimal campaign with one member set (or, for null, taken away).</summary>
    /// <param name="path">Member names and list indexes, separated by slashes.</param>
    /// <param name="json">The value, as JSON.</param>
    public static string With(string path, string? json)
    {
        var root = JsonNode.Parse(Minimal)!;
        var steps = path.Split('/');
        var place = steps[..^1].Aggregate(root, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!).AsObject();
        place.Remove(steps[^1]);
        if (json is not null)
        {
            place.Add(steps[^1], JsonNode.Parse(json));
        }

        return root.ToJsonString();
    }

    public static CampaignDefinition Defined(string json)
    {
        var result = Parse(json);
        result.Errors.ShouldBeEmpty();
        return result.Value.ShouldNotBeNull();
    }

    public static CampaignDefinition DefinedWith(string path, string json) => Defined(With(path, json));

    public static IReadOnlyList<FieldError> FaultsWith(string path, string? json)
    {
        var result = Parse(With(path, json));
        result.Value.ShouldBeNull();
        result.Errors.ShouldNotBeEmpty();
        return result.Errors;
    }
}
