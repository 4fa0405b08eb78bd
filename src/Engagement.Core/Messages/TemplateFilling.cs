using System.Text;
using Engagement.Core.Targeting;

namespace Engagement.Core.Messages;

/// <summary>
/// Fills the templates of one message. A value that is missing, null, blank, a list or a map leaves a hole open: then its fallback stands
/// in, and without one the whole message is aborted. The first fault is kept, and what is filled after it does not matter.
/// </summary>
internal sealed class TemplateFilling(ITemplateScope scope)
{
    /// <summary>Characters that all texts of one message may come to.</summary>
    public const int MaximumLength = 32_768;

    private int _length;

    public (string Path, string Reason)? Fault { get; private set; }

    public string? Text(Template? template) => template is null ? null : Fill(template, isUrl: false);

    /// <summary>Values after the beginning are percent-encoded, so that none can lead elsewhere; the whole must be a <see cref="SafeUrl"/>.</summary>
    public string? Url(Template? template)
    {
        var url = template is null ? null : Fill(template, isUrl: true);
        if (url is not null && !SafeUrl.IsSafe(url))
        {
            var path = template!.Parts.OfType<TemplatePart.Hole>().FirstOrDefault()?.Path ?? template.Source;
            Abort(path, $"{path} does not give {SafeUrl.Expected}");
        }

        return url;
    }

    private string? Fill(Template template, bool isUrl)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
        {
            var piece = part switch
            {
                TemplatePart.Literal literal => literal.Text,
                TemplatePart.Hole hole => Fill(hole, isUrl && text.Length > 0),
                _ => null,
            };
            if (piece is null)
            {
                return null;
            }

            text.Append(piece);
            _length += piece.Length;
            if (_length > MaximumLength)
            {
                Abort(PathOf(part), $"{PathOf(part)} makes the message longer than {MaximumLength} characters");
                return null;
            }
        }

        return text.ToString();
    }

    private string? Fill(TemplatePart.Hole hole, bool encode)
    {
        var text = TextOf(scope.Read(hole.Path)) ?? hole.Fallback;
        if (text is null)
        {
            Abort(hole.Path, $"{hole.Path} is missing");
            return null;
        }

        return encode ? Uri.EscapeDataString(text) : text;
    }

    private static string? TextOf(Value value) => value.Kind switch
    {
        ValueKind.Text => string.IsNullOrWhiteSpace(value.Text) ? null : value.Text,
        ValueKind.Number or ValueKind.Bool => value.ToString(),
        _ => null,
    };

    private static string PathOf(TemplatePart part) => part is TemplatePart.Hole hole ? hole.Path : "text";

    private void Abort(string path, string reason) => Fault ??= (path, reason);
}
