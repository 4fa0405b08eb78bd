using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Engagement.Core.Targeting;

/// <summary>A regular expression that takes time linear in the text, whatever it is: no back-references, no look-around. Not anchored.</summary>
public sealed class Pattern
{
    public const int MaximumLength = 1_024;

    private readonly Regex _regex;

    private Pattern(Regex regex) => _regex = regex;

    public static bool TryParse(string? text, [NotNullWhen(true)] out Pattern? pattern)
    {
        pattern = null;
        if (text is null || text.Length > MaximumLength)
        {
            return false;
        }

        try
        {
            pattern = new Pattern(new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (NotSupportedException)
        {
            // What NonBacktracking cannot run: back-references, look-around, automata beyond its size.
            return false;
        }
    }

    /// <exception cref="ArgumentException">It is not such a pattern.</exception>
    public static Pattern Parse(string? text) =>
        TryParse(text, out var pattern) ? pattern : throw new ArgumentException($"'{text}' is no pattern", nameof(text));

    public bool IsMatch(string text) => _regex.IsMatch(text);
}
