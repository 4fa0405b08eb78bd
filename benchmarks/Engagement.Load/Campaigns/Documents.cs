using System.Text.Json.Nodes;
using Engagement.Load.Journeys;

namespace Engagement.Load.Campaigns;

/// <summary>Campaign documents as the public interface has them.</summary>
internal static class Documents
{
    public const string DelayedCampaign = "load-delayed";
    public const string DelayedEvent = "Cart Abandoned";

    /// <summary>
    /// One of many: every third waits half an hour unless an order comes, every fifth asks for a trait and a count,
    /// all come again after a day and obey the caps.
    /// </summary>
    public static JsonObject Shop(int index, CampaignRule rule)
    {
        var document = new JsonObject
        {
            ["name"] = $"Load {index}",
            ["tags"] = new JsonArray("load"),
            ["trigger"] = TriggeredBy(rule.Event, new JsonObject
            {
                ["all"] = new JsonArray(
                    new JsonObject
                    {
                        ["property"] = "category",
                        ["op"] = "in",
                        ["value"] = new JsonArray($"c-{rule.FirstCategory}", $"c-{rule.SecondCategory}", $"c-{rule.ThirdCategory}"),
                    },
                    new JsonObject { ["property"] = "price", ["op"] = "gt", ["value"] = rule.LeastPrice }),
            }),
            ["reEligibility"] = new JsonObject { ["after"] = "P1D" },
            ["caps"] = new JsonObject { ["apply"] = true, ["count"] = true },
            ["priority"] = new JsonObject { ["bucket"] = index % 10 == 0 ? "high" : "medium", ["rank"] = index % 100 },
            ["channels"] = new JsonArray("inapp"),
            ["variants"] = new JsonArray(
                Variant("a", 50, "Still thinking about {{event.properties.name}}?"),
                Variant("b", 50, "{{event.properties.name}} is waiting.")),
            ["goal"] = new JsonObject { ["event"] = Assortment.OrderCompleted, ["within"] = "P3D", ["value"] = "price" },
        };
        if (index % 3 == 0)
        {
            document["delay"] = new JsonObject { ["for"] = "PT30M" };
            document["exceptions"] = new JsonArray(new JsonObject { ["event"] = Assortment.OrderCompleted });
        }

        if (index % 5 == 0)
            document["audience"] = Audience();
        return document;
    }

    /// <summary>Answers every `Pinged` at once with a message that carries its number.</summary>
    public static JsonObject Ping() => Numbered("Ping", "Pinged", new JsonObject { ["reEligibility"] = "always" });

    /// <summary>Answers the first `Cart Abandoned` of a user after the delay, once.</summary>
    public static JsonObject Delayed(TimeSpan delay) => Numbered("Delayed", DelayedEvent, new JsonObject
    {
        ["reEligibility"] = "once",
        ["delay"] = new JsonObject { ["for"] = System.Xml.XmlConvert.ToString(delay) },
    });

    /// <summary>At most three messages a day to a person, over all campaigns.</summary>
    public static JsonObject ThreeADay() => new()
    {
        ["zone"] = "Europe/Oslo",
        ["locale"] = "en",
        ["caps"] = new JsonArray(new JsonObject
        {
            ["id"] = "three-a-day",
            ["scope"] = "any",
            ["limit"] = 3,
            ["per"] = "P1D",
            ["kind"] = "rolling",
            ["over"] = "drop",
        }),
    };

    private static JsonObject Numbered(string name, string trigger, JsonObject more)
    {
        more["name"] = name;
        more["trigger"] = TriggeredBy(trigger, null);
        more["caps"] = new JsonObject { ["apply"] = false, ["count"] = false };
        more["priority"] = new JsonObject { ["bucket"] = "medium", ["rank"] = 1 };
        more["channels"] = new JsonArray("inapp");
        more["variants"] = new JsonArray(Variant("only", 100, "n={{event.properties.n}};"));
        return more;
    }

    private static JsonObject TriggeredBy(string name, JsonObject? where)
    {
        var trigger = new JsonObject { ["event"] = name };
        if (where is not null)
            trigger["where"] = where;
        return new JsonObject { ["any"] = new JsonArray(trigger) };
    }

    private static JsonObject Audience() => new()
    {
        ["all"] = new JsonArray(
            new JsonObject { ["trait"] = "plan", ["op"] = "ne", ["value"] = "enterprise" },
            new JsonObject
            {
                ["event"] = Assortment.OrderCompleted,
                ["count"] = new JsonObject { ["op"] = "lt", ["value"] = 5 },
                ["within"] = "P30D",
            }),
    };

    private static JsonObject Variant(string id, int weight, string body) => new()
    {
        ["id"] = id,
        ["weight"] = weight,
        ["content"] = new JsonObject
        {
            ["inapp"] = new JsonObject { ["kind"] = "post", ["title"] = "Load", ["body"] = body },
        },
    };
}
