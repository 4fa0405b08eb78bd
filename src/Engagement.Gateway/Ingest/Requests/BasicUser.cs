using System.Text.Unicode;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>The user name of a Basic authorization header, which is where Segment's clients put the write key.</summary>
internal static class BasicUser
{
    /// <summary>Characters that hold the longest user name that is read.</summary>
    public const int Longest = 512;

    private const string Scheme = "Basic ";

    /// <param name="user">At least <see cref="Longest"/> characters.</param>
    /// <returns>False when the header is of another scheme. A header that cannot be read has a user of no characters, which is nobody's key.</returns>
    public static bool TryRead(ReadOnlySpan<char> header, Span<char> user, out int length)
    {
        length = 0;
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Longest];
        if (Convert.TryFromBase64Chars(header[Scheme.Length..].Trim(), bytes, out var written))
        {
            var colon = bytes[..written].IndexOf((byte)':');
            Utf8.ToUtf16(bytes[..(colon < 0 ? written : colon)], user, out _, out length);
        }

        return true;
    }
}
