using System.Buffers;

namespace Engagement.Core.Messages;

/// <summary>Where a button or an image may lead: the web, a mail address, or a path of the app itself.</summary>
public static class SafeUrl
{
    public const string Expected = "a url that begins with https://, http://, mailto: or, for a path of the app, one slash";

    private static readonly string[] Beginnings = ["https://", "http://", "mailto:"];

    // Browsers read a backslash as a slash, and skip tabs and line breaks wherever they stand.
    private static readonly SearchValues<char> Never = SearchValues.Create(
        "\\\"<>` \u007f" + string.Concat(Enumerable.Range(0, 32).Select(code => (char)code)));

    public static bool IsSafe(ReadOnlySpan<char> url) => !url.ContainsAny(Never) && (IsAppPath(url) || StartsElsewhere(url));

    private static bool IsAppPath(ReadOnlySpan<char> url) => url is ['/'] or ['/', not '/', ..];

    private static bool StartsElsewhere(ReadOnlySpan<char> url)
    {
        foreach (var beginning in Beginnings)
        {
            if (url.Length > beginning.Length && url.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
