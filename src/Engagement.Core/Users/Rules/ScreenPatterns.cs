namespace Engagement.Core.Users.Rules;

/// <summary>Paths with <c>*</c> for any run of characters, compared ordinally.</summary>
internal static class ScreenPatterns
{
    public static bool Match(ValueList<string> patterns, string? screen)
    {
        if (patterns.Count == 0)
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (screen is not null && Match(pattern, screen))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Linear in the length of both: on a mismatch only the last star is widened.</summary>
    public static bool Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
