using System.Collections.Frozen;

namespace Engagement.Core.Messages;

/// <summary>Language tags of BCP 47 (RFC 5646), as far as choosing a text and its direction needs them.</summary>
public static class LanguageTag
{
    private const int MaximumLength = 64;
    private const int LongestSubtag = 8;

    private static readonly FrozenSet<string> RightToLeftLanguages = FrozenSet.ToFrozenSet(
        [
            "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps",
            "sd", "skr", "syr", "ug", "ur", "yi",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> RightToLeftScripts = FrozenSet.ToFrozenSet(
        ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it has the shape of a tag: a language of 2 to 8 letters, then subtags of 1 to 8 letters and digits. The registry is not asked.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> tag)
    {
        if (tag.Length is 0 or > MaximumLength)
        {
            return false;
        }

        var isFirst = true;
        foreach (var range in tag.Split('-'))
        {
            if (!IsSubtag(tag[range], isFirst))
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    /// <summary>By the script where the tag names one (<c>ku-Arab</c>, <c>az-Latn</c>), else by the language.</summary>
    public static bool IsRightToLeft(string tag)
    {
        var subtags = tag.Split('-', '_');
        foreach (var subtag in subtags.AsSpan(1))
        {
            if (subtag.Length == 1)
            {
                break;
            }

            if (subtag.Length == 4 && char.IsAsciiLetter(subtag[0]))
            {
                return RightToLeftScripts.Contains(subtag);
            }
        }

        return RightToLeftLanguages.Contains(subtags[0]);
    }

    /// <summary>The tag, then what it falls back to by RFC 4647 §3.4, most special first: <c>zh-Hant-TW</c>, <c>zh-Hant</c>, <c>zh</c>. Underscores count as hyphens.</summary>
    public static IEnumerable<string> Chain(string tag)
    {
        var rest = tag.Replace('_', '-');
        while (rest.Length > 0)
        {
            yield return rest;
            var cut = rest.LastIndexOf('-');
            if (cut >= 2 && rest[cut - 2] == '-')
            {
                cut -= 2;
            }

            rest = cut < 0 ? string.Empty : rest[..cut];
        }
    }

    private static bool IsSubtag(ReadOnlySpan<char> subtag, bool isLanguage)
    {
        if (subtag.Length < (isLanguage ? 2 : 1) || subtag.Length > LongestSubtag)
        {
            return false;
        }

        foreach (var letter in subtag)
        {
            if (!char.IsAsciiLetter(letter) && (isLanguage || !char.IsAsciiDigit(letter)))
            {
                return false;
            }
        }

        return true;
    }
}
