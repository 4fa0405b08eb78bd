using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Engagement.Core.Messages;

/// <summary>Fills in an in-app message for one person, once and for all.</summary>
public static class InAppRendering
{
    // Every script stands as it is; what could end a script or an attribute of a page is still escaped.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>
    /// Takes each field from the first of these that has it: the text in the person's locale, in what that falls back to (its language), in
    /// the workspace's locale likewise, and the text outside <see cref="InAppContent.Locales"/>.
    /// </summary>
    /// <param name="content">As defined.</param>
    /// <param name="userLocale">Null where unknown.</param>
    /// <param name="workspaceLocale">Also the language of the text outside <see cref="InAppContent.Locales"/>.</param>
    /// <param name="scope">What the holes read.</param>
    public static RenderResult Render(InAppContent content, string? userLocale, string workspaceLocale, ITemplateScope scope)
    {
        var texts = TextsFor(content, userLocale, workspaceLocale);
        var filling = new TemplateFilling(scope);
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json, Json))
        {
            Write(writer, content, texts, filling);
        }

        var locale = texts.Count > 0 ? texts[0].Locale : workspaceLocale;
        var isRightToLeft = LanguageTag.IsRightToLeft(locale);
        return filling.Fault is { } fault
            ? new RenderResult(default, locale, isRightToLeft, fault.Path, fault.Reason)
            : new RenderResult(json.WrittenSpan.ToArray(), locale, isRightToLeft);
    }

    private static List<LocalizedText> TextsFor(InAppContent content, string? userLocale, string workspaceLocale)
    {
        var texts = new List<LocalizedText>();
        if (content.Locales.Count == 0)
        {
            return texts;
        }

        foreach (var tag in LanguageTag.Chain(userLocale ?? workspaceLocale).Concat(LanguageTag.Chain(workspaceLocale)))
        {
            foreach (var text in content.Locales)
            {
                if (string.Equals(text.Locale, tag, StringComparison.OrdinalIgnoreCase) && !texts.Contains(text))
                {
                    texts.Add(text);
                }
            }
        }

        return texts;
    }

    private static void Write(Utf8JsonWriter writer, InAppContent content, List<LocalizedText> texts, TemplateFilling filling)
    {
        writer.WriteStartObject();
        WriteText(writer, "title", filling.Text(First(texts, text => text.Title) ?? content.Title));
        WriteText(writer, "body", filling.Text(First(texts, text => text.Body) ?? content.Body));
        WriteText(writer, "image", filling.Url(First(texts, text => text.Image) ?? content.Image));
        WriteText(writer, "author", filling.Text(content.Author));
        writer.WriteStartArray("actions");
        foreach (var action in content.Actions)
        {
            WriteAction(writer, action, texts, filling);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteAction(Utf8JsonWriter writer, MessageAction action, List<LocalizedText> texts, TemplateFilling filling)
    {
        var local = texts.SelectMany(text => text.Actions).Where(other => other.Id == action.Id).ToArray();
        writer.WriteStartObject();
        writer.WriteString("id", action.Id);
        WriteText(writer, "label", filling.Text(local.Append(action).First().Label));
        WriteText(writer, "url", filling.Url(local.Append(action).FirstOrDefault(one => one.Url is not null)?.Url));
        writer.WriteEndObject();
    }

    private static Template? First(List<LocalizedText> texts, Func<LocalizedText, Template?> field) =>
        texts.Select(field).FirstOrDefault(template => template is not null);

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
