using System.Text;
using System.Text.Unicode;
using Engagement.Core.Hashing;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>
/// Gives the same string again for the same UTF-8, so that the id of somebody who is often heard of, or the name of an event, is not made
/// anew each time. Bounded: a text falls out when another takes its place. Safe for any number of threads.
/// </summary>
internal sealed class TextCache
{
    /// <summary>Bytes of the longest text that is kept; a longer one is made anew each time.</summary>
    public const int Longest = 128;

    private readonly string?[] _texts;

    /// <param name="places">A power of two.</param>
    public TextCache(int places = 1 << 16) => _texts = new string?[places];

    /// <param name="utf8">Valid UTF-8.</param>
    public string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        // Two places each, so that two hot texts which meet in one do not drive each other out for good.
        var first = (int)StableHash.Of(utf8) & (_texts.Length - 1);
        var second = first ^ 1;
        if (Volatile.Read(ref _texts[first]) is { } kept && Equal(utf8, kept))
        {
            return kept;
        }

        if (Volatile.Read(ref _texts[second]) is { } other && Equal(utf8, other))
        {
            return other;
        }

        var text = Encoding.UTF8.GetString(utf8);
        Volatile.Write(ref _texts[second], _texts[first]);
        Volatile.Write(ref _texts[first], text);
        return text;
    }

    private static bool Equal(ReadOnlySpan<byte> utf8, string text)
    {
        if (utf8.Length == text.Length)
        {
            return Ascii.Equals(utf8, text);
        }

        // Outside ASCII a text has fewer characters than bytes.
        if (text.Length > utf8.Length)
        {
            return false;
        }

        Span<char> chars = stackalloc char[Longest];
        Utf8.ToUtf16(utf8, chars, out _, out var length);
        return text.AsSpan().SequenceEqual(chars[..length]);
    }
}
