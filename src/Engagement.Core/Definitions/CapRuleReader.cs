using System.Text.Json;
using Engagement.Core.Capping;
using Engagement.Core.Timing;

namespace Engagement.Core.Definitions;

/// <summary>Reads <c>{"id":…,"scope":…,"limit":…,"per":…,"kind":…,"zone":…,"over":…}</c>.</summary>
internal static class CapRuleReader
{
    public static CapRule? Read(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var id = fields.Required("id", Scalars.Id);
        var scope = fields.Required("scope", Scope);
        var limit = fields.Required("limit", value => Scalars.Integer(value, 1, DefinitionLimits.CapLimit));
        var kind = fields.Optional("kind", Kind) ?? CapKind.Rolling;
        var per = fields.Required("per", length => Period(length, kind));
        var zone = fields.Optional("zone", TimingReader.Zone) ?? ZoneChoice.User;
        var over = fields.Optional("over", Over) ?? OverCap.Drop;
        fields.End();
        return id is not null && scope is not null && limit is { } most && per is { } period
            ? new CapRule(id, scope.Channel, most, period, kind, zone, over)
            : null;
    }

    private static CapScope? Scope(Node node)
    {
        if (node.Kind == JsonValueKind.String && node.Element.ValueEquals("any"))
        {
            return new CapScope(null);
        }

        if (node.Kind == JsonValueKind.Object)
        {
            return Forms.OneOf<CapScope>(node, new("channel", OneChannel), new("tag", null), new("topic", null));
        }

        node.Refuse("expected \"any\" or an object with channel");
        return null;
    }

    private static CapScope? OneChannel(Fields fields) => fields.Required("channel", ChannelNamed) is { } channel ? new CapScope(channel) : null;

    private static Channel? ChannelNamed(Node node) => Choices.OneOf<Channel>(
        node,
        ("inapp", Channel.InApp),
        ("push", Channel.Push),
        ("email", Channel.Email),
        ("webhook", Channel.Webhook));

    private static CapKind? Kind(Node node) => Choices.OneOf<CapKind>(node, ("rolling", CapKind.Rolling), ("calendar", CapKind.Calendar));

    private static OverCap? Over(Node node) => Choices.OneOf<OverCap>(node, ("drop", OverCap.Drop), ("defer", OverCap.Defer), ("downgrade", null));

    private static CapPeriod? Period(Node node, CapKind kind)
    {
        var text = node.Kind == JsonValueKind.String ? node.Element.GetString() : null;
        if (CapPeriod.TryParse(text, out var period) && period.Fits(kind))
        {
            return period;
        }

        node.Refuse(kind == CapKind.Rolling
            ? $"expected one ISO 8601 component of minutes, hours, days or weeks, at most P{DefinitionLimits.LongestCapDays}D, such as \"PT15M\" or \"P1D\""
            : "expected one calendar unit: \"PT1M\", \"PT1H\", \"P1D\", \"P1W\" or \"P1M\"");
        return null;
    }

    /// <param name="Channel">Null: any.</param>
    private sealed record CapScope(Channel? Channel);
}
