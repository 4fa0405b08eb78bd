using System.Buffers;

namespace Engagement.Core.Messages;

/// <summary>
/// Reads a template. Text stands as it is; a hole is <c>{{path}}</c>, <c>{{default path "fallback"}}</c> or <c>{{count "Event name"}}</c>,
/// where a path begins with <c>user.</c> or <c>event.properties.</c>, or is <c>campaign.name</c>. Anything else in double braces is refused.
/// </summary>
public static class TemplateParser
{
    public const int MaximumBytes = 10 * 1024;
    public const int MaximumHoles = 50;

    private const string Open = "{{";
    private const string Close = "}}";
    private const string Reads = "user.…, event.properties.…, campaign.name or count \"Event name\"";

    private static readonly SearchValues<char> NotInPath = SearchValues.Create(" \t\r\n\"'{}#/>!&()[]|=");

    /// <param name="source">As written.</param>
    /// <param name="fault">Null, or what is wrong, naming the hole.</param>
    /// <returns>Null when there is a fault.</returns>
    public static Template? Parse(string source, out string? fault)
    {
        fault = System.Text.Encoding.UTF8.GetByteCount(source) > MaximumBytes ? $"a template has at most {MaximumBytes} bytes" : null;
        var parts = new List<TemplatePart>();
        for (var rest = source.AsSpan(); fault is null && !rest.IsEmpty;)
        {
            var open = rest.IndexOf(Open, StringComparison.Ordinal);
            if (open != 0)
            {
                var text = open < 0 ? rest : rest[..open];
                parts.Add(new TemplatePart.Literal(text.ToString()));
                rest = rest[text.Length..];
                continue;
            }

            fault = TakeHole(ref rest, parts);
        }

        if (fault is null && parts.Count(part => part is TemplatePart.Hole) > MaximumHoles)
        {
            fault = $"a template has at most {MaximumHoles} holes";
        }

        return fault is null ? new Template(source, ValueList.From(parts)) : null;
    }

    private static string? TakeHole(ref ReadOnlySpan<char> rest, List<TemplatePart> parts)
    {
        var close = rest.IndexOf(Close, StringComparison.Ordinal);
        if (close < 0)
        {
            return $"\"{Shorten(rest)}\" is not closed by }}}}";
        }

        var inner = rest[Open.Length..close].Trim();
        if (HoleIn(inner) is not { } hole)
        {
            return $"\"{{{{{Shorten(inner)}}}}}\" is not a hole that can be filled; expected {{{{path}}}} or {{{{default path \"fallback\"}}}}"
                + $" where path is {Reads}";
        }

        parts.Add(hole);
        rest = rest[(close + Close.Length)..];
        return null;
    }

    private static TemplatePart.Hole? HoleIn(ReadOnlySpan<char> inner)
    {
        if (TakeWord(inner, "count", out var argument))
        {
            return Quoted(argument) is { Length: > 0 } name ? new TemplatePart.Hole(TemplatePaths.Counters + name, null) : null;
        }

        if (!TakeWord(inner, "default", out argument))
        {
            return IsPath(inner) ? new TemplatePart.Hole(inner.ToString(), null) : null;
        }

        var quote = argument.IndexOf('"');
        var path = quote < 0 ? [] : argument[..quote];
        return path.Length > 1 && char.IsWhiteSpace(path[^1]) && IsPath(path.TrimEnd()) && Quoted(argument[quote..]) is { } fallback
            ? new TemplatePart.Hole(path.TrimEnd().ToString(), fallback)
            : null;
    }

    private static bool TakeWord(ReadOnlySpan<char> text, string word, out ReadOnlySpan<char> rest)
    {
        rest = text.StartsWith(word, StringComparison.Ordinal) ? text[word.Length..].TrimStart() : [];
        return !rest.IsEmpty && char.IsWhiteSpace(text[word.Length]);
    }

    private static string? Quoted(ReadOnlySpan<char> text) =>
        text is ['"', .. var inner, '"'] && !inner.Contains('"') ? inner.ToString() : null;

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        if (path.SequenceEqual(TemplatePaths.CampaignName))
        {
            return true;
        }

        var root = path.StartsWith(TemplatePaths.User, StringComparison.Ordinal) ? TemplatePaths.User.Length
            : path.StartsWith(TemplatePaths.EventProperties, StringComparison.Ordinal) ? TemplatePaths.EventProperties.Length
            : 0;
        return root > 0 && path.Length <= TemplatePaths.MaximumLength && !path.ContainsAny(NotInPath) && HasNoEmptyStep(path[root..]);
    }

    private static bool HasNoEmptyStep(ReadOnlySpan<char> path) =>
        !path.IsEmpty && path[0] != '.' && path[^1] != '.' && !path.Contains("..", StringComparison.Ordinal);

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
}
