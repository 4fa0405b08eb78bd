using Engagement.Core.Messages;

namespace Engagement.Core.Definitions;

/// <summary>Reads <c>"locales":{"fa":{…}}</c>.</summary>
internal static class LocaleReader
{
    public static ValueList<LocalizedText>? Read(Node node, ValueList<MessageAction> actions)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        if (fields.Count > DefinitionLimits.Locales)
        {
            node.Refuse($"expected at most {DefinitionLimits.Locales} locales");
            return null;
        }

        var texts = new List<LocalizedText>();
        foreach (var member in fields.All())
        {
            if (Text(member, actions) is { } text)
            {
                texts.Add(text);
            }
        }

        return ValueList.From(texts);
    }

    private static LocalizedText? Text(Node node, ValueList<MessageAction> actions)
    {
        if (!LanguageTag.IsWellFormed(node.Step))
        {
            node.Refuse("expected a BCP 47 language tag such as \"en\" or \"fa-IR\" as the name");
            return null;
        }

        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var title = fields.Optional("title", TemplateReader.Text);
        var body = fields.Optional("body", TemplateReader.Text);
        var image = fields.Optional("image", TemplateReader.Url);
        var own = fields.Optional("actions", ContentReader.Actions) ?? default;
        fields.End();
        foreach (var action in own)
        {
            if (!actions.Any(known => known.Id == action.Id))
            {
                node.RefuseMember("actions", $"\"{action.Id}\" is no action of this message");
            }
        }

        return new LocalizedText(node.Step, title, body, image, own);
    }
}
