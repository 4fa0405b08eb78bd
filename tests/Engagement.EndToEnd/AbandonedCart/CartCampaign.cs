using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.AbandonedCart;

/// <summary>The abandoned cart of the interfaces' page, with a delay that a test can wait for.</summary>
internal static class CartCampaign
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    /// <summary>No control group, so that who gets it is known.</summary>
    public static JsonObject Definition(Action<JsonObject>? change = null)
    {
        var definition = JsonNode.Parse("""
            {
              "name": "Abandoned cart", "tags": ["cart"], "topic": "offers", "transactional": false,
              "trigger": { "any": [ { "event": "Product Added", "where": { "property": "price", "op": "gt", "value": 100 } } ] },
              "delay": { "for": "PT2S" },
              "exceptions": [ { "event": "Order Completed" } ],
              "start": "2020-01-01T00:00:00Z", "end": "2100-01-01T00:00:00Z",
              "window": { "from": "09:00", "to": "21:00", "days": ["mon","tue","wed","thu","fri","sat","sun"], "zone": "user", "outside": "defer" },
              "quietHours": "inherit",
              "audience": { "all": [
                { "trait": "plan", "op": "ne", "value": "enterprise" },
                { "event": "Order Completed", "count": { "op": "eq", "value": 0 }, "within": "P30D" } ] },
              "audienceCheck": "atSend",
              "reEligibility": { "after": "P7D" },
              "caps": { "apply": true, "count": true },
              "priority": { "bucket": "high", "rank": 10 },
              "channels": ["inapp"],
              "control": 0,
              "variants": [
                { "id": "picture", "weight": 50, "content": { "inapp": {
                  "kind": "modal", "title": "Still thinking, {{default user.firstName \"friend\"}}?", "body": "{{event.properties.name}} is waiting.",
                  "image": "https://shop.example/lamp.png", "actions": [ { "id": "cart", "label": "Back to cart", "url": "/cart" } ],
                  "locales": { "fa": { "title": "هنوز فکر می‌کنید؟", "body": "{{event.properties.name}} منتظر شماست." } } } } },
                { "id": "plain", "weight": 50, "content": { "inapp": { "kind": "chat", "author": "Mia", "body": "{{event.properties.name}} is waiting." } } } ],
              "display": { "screens": [ { "path": "/shop/*" } ], "interrupt": "whenIdle", "expireAfter": "P3D", "dismissible": true, "devices": "all" },
              "goal": { "event": "Order Completed", "within": "P3D", "value": "total" }
            }
            """)!.AsObject();
        change?.Invoke(definition);
        return definition;
    }

    /// <summary>Triggered by an event of another name, so that several campaigns can stand side by side.</summary>
    public static JsonObject TriggeredBy(string name, Action<JsonObject>? change = null) => Definition(definition =>
    {
        definition["trigger"]!["any"]![0]!["event"] = name;
        change?.Invoke(definition);
    });
}
