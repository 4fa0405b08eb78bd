using Engagement.Core.Messages;

namespace Engagement.Core.Definitions;

/// <summary>Reads what a variant shows.</summary>
internal static class ContentReader
{
    /// <summary><c>{"inapp":…}</c>.</summary>
    public static InAppContent? ByChannel(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        fields.NotSupported("push", "email", "webhook");
        var content = fields.HadUnsupported ? fields.Optional("inapp", InApp) : fields.Required("inapp", InApp);
        fields.End();
        return content;
    }

    private static InAppContent? InApp(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var kind = fields.Required("kind", Kind);
        var title = fields.Optional("title", TemplateReader.Text);
        var body = fields.Optional("body", TemplateReader.Text);
        var image = fields.Optional("image", TemplateReader.Url);
        var author = fields.Optional("author", TemplateReader.Text);
        var actions = fields.Optional("actions", Actions) ?? default;
        var locales = fields.Optional("locales", member => LocaleReader.Read(member, actions)) ?? default;
        fields.End();
        RequireWords(fields, kind);
        return kind is { } known ? new InAppContent(known, title, body, image, author, actions, locales) : null;
    }

    private static InAppKind? Kind(Node node) => Choices.OneOf<InAppKind>(
        node,
        ("chat", InAppKind.Chat),
        ("post", InAppKind.Post),
        ("banner", InAppKind.Banner),
        ("modal", InAppKind.Modal),
        ("full", null),
        ("carousel", null),
        ("tour", null),
        ("tooltip", null),
        ("checklist", null),
        ("survey", null),
        ("feedItem", null));

    // A part of a conversation is its body; anything else needs something to see.
    private static void RequireWords(Fields fields, InAppKind? kind)
    {
        if (kind == InAppKind.Chat && !fields.Has("body"))
        {
            fields.Node.RefuseMember("body", "is required");
        }
        else if (!fields.Has("title") && !fields.Has("body") && !fields.Has("image"))
        {
            fields.Node.Refuse("expected at least one of title, body, image");
        }
    }

    public static ValueList<MessageAction>? Actions(Node node) =>
        Lists.Distinct(node, 0, DefinitionLimits.Actions, "action", action => action.Id, Action);

    private static MessageAction? Action(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var id = fields.Required("id", Scalars.Id);
        var label = fields.Required("label", TemplateReader.Text);
        var url = fields.Optional("url", TemplateReader.Url);
        fields.End();
        return id is not null && label is not null ? new MessageAction(id, label, url) : null;
    }
}
