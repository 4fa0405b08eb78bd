using System.Text.Json;
using Engagement.Core.Targeting;
using Engagement.Core.Users.Rules;

namespace Engagement.Core.Definitions;

/// <summary>Reads what starts a candidate and what calls it off.</summary>
internal static class EventMatchReader
{
    /// <summary><c>{"any":[…]}</c>, or one trigger alone.</summary>
    public static ValueList<EventMatch>? Triggers(Node node)
    {
        if (node.Kind != JsonValueKind.Object || !node.Element.TryGetProperty("any", out _))
        {
            return Trigger(node) is { } single ? [single] : null;
        }

        var fields = Fields.Of(node)!;
        var any = fields.Required("any", list => Lists.Of(list, 1, DefinitionLimits.Events, Trigger));
        fields.End();
        return any;
    }

    /// <summary><c>{"event":…,"where":…}</c>.</summary>
    public static EventMatch? Event(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var match = Event(fields);
        fields.End();
        return match;
    }

    public static EventMatch? Event(Fields fields)
    {
        var name = fields.Required("event", Scalars.EventName);
        var where = fields.Optional("where", ConditionReader.Where);
        return name is null ? null : new EventMatch(name, where);
    }

    private static EventMatch? Trigger(Node node) => Forms.OneOf<EventMatch>(
        node,
        new("event", Event),
        new("sessionStart", SessionStart),
        new("trait", null),
        new("segment", null),
        new("message", null),
        new("geofence", null),
        new("api", null));

    private static EventMatch? SessionStart(Fields fields)
    {
        var flag = fields.Required("sessionStart", Scalars.Flag);
        if (flag == false)
        {
            fields.Node.RefuseMember("sessionStart", "expected true");
        }

        return new EventMatch(Tracking.SessionStarted, null);
    }
}
