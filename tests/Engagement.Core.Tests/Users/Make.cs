using Engagement.Core.Campaigns;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;

namespace Engagement.Core.Tests.Users;

/// <summary>Short ways to write definitions in tests.</summary>
internal static class Make
{
    public static EventMatch On(string name, Condition? where = null) => new(name, where);

    public static Template Text(string text) => new(text, [new TemplatePart.Literal(text)]);

    public static Template Hole(string path, string? fallback = null) => new($"{{{{{path}}}}}", [new TemplatePart.Hole(path, fallback)]);

    public static InAppContent Modal(Template? body = null) => new(InAppKind.Modal, Text("Hello"), body ?? Text("there"), null, null, [], []);

    public static CampaignDefinition Campaign(string id, string trigger = "Product Added") => new()
    {
        Name = id,
        Triggers = [On(trigger)],
        Variants = [new Variant("only", 1, Modal())],
    };
}
