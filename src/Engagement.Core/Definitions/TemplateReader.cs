using System.Text.Json;
using Engagement.Core.Messages;

namespace Engagement.Core.Definitions;

/// <summary>Reads texts with holes.</summary>
internal static class TemplateReader
{
    public static Template? Text(Node node)
    {
        var source = node.Kind == JsonValueKind.String ? node.Element.GetString() : null;
        if (string.IsNullOrWhiteSpace(source))
        {
            node.Refuse("expected a text");
            return null;
        }

        var template = TemplateParser.Parse(source, out var fault);
        if (template is null)
        {
            node.Refuse(fault!);
        }

        return template;
    }

    /// <summary>Where the url begins with text, that text is checked now; a beginning that comes from a hole is checked when it is filled.</summary>
    public static Template? Url(Node node)
    {
        var template = Text(node);
        if (template is null || template.Parts[0] is TemplatePart.Hole || IsSafe(template))
        {
            return template;
        }

        node.Refuse($"expected {SafeUrl.Expected}");
        return null;
    }

    // As if every hole were filled with one letter.
    private static bool IsSafe(Template template) =>
        template.Source.Length <= DefinitionLimits.UrlLength
        && SafeUrl.IsSafe(string.Concat(template.Parts.Select(part => part is TemplatePart.Literal literal ? literal.Text : "x")));
}
