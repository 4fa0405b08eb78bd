using Engagement.Core.Messages;

namespace Engagement.Core.Definitions;

/// <summary>Reads where and how long a message may be shown.</summary>
internal static class DisplayReader
{
    public static Display? Read(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        fields.NotSupported("expireAt");
        var screens = fields.Optional("screens", Screens);
        var interrupt = fields.Optional("interrupt", Interrupt);
        var expireAfter = fields.Optional("expireAfter", length => Spans.Upto(length, Display.LongestExpiry.Days));
        var dismissible = fields.Optional("dismissible", Scalars.Flag);
        fields.Optional("devices", Devices);
        fields.End();
        var usual = new Display();
        return new Display
        {
            Screens = screens ?? usual.Screens,
            Interrupt = interrupt ?? usual.Interrupt,
            ExpireAfter = expireAfter ?? usual.ExpireAfter,
            Dismissible = dismissible ?? usual.Dismissible,
        };
    }

    private static Interrupt? Interrupt(Node node) => Choices.OneOf<Interrupt>(
        node,
        ("whenIdle", Messages.Interrupt.WhenIdle),
        ("never", Messages.Interrupt.Never),
        ("always", Messages.Interrupt.Always));

    // All devices is the only choice yet, so there is nothing to keep.
    private static bool? Devices(Node node) => Choices.OneOf<bool>(node, ("all", true), ("firstEligible", null), ("active", null));

    private static ValueList<string>? Screens(Node node) => Lists.Of(node, 1, DefinitionLimits.Screens, Screen);

    private static string? Screen(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var path = fields.Required("path", member => Scalars.Text(member, DefinitionLimits.PathLength));
        fields.End();
        return path;
    }
}
