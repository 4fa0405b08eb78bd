using System.Text.Json;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>Texts of a body as the bytes they stand for.</summary>
internal static class Text
{
    /// <summary>Copies the text or property name under the reader without its escapes.</summary>
    /// <returns>False where it escapes half of a surrogate pair, which stands for no character.</returns>
    public static bool TryUnescape(ref Utf8JsonReader reader, scoped Span<byte> into, out int length)
    {
        try
        {
            length = reader.CopyString(into);
            return true;
        }
        catch (InvalidOperationException)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>The bytes a text stands for: those of the body where nothing is escaped, else written into <paramref name="spare"/>.</summary>
    /// <param name="spare">At least as long as the slice.</param>
    public static bool TryRead(Slice slice, ReadOnlySpan<byte> body, Span<byte> spare, out ReadOnlySpan<byte> text)
    {
        if (!slice.IsEscaped)
        {
            text = slice.In(body);
            return true;
        }

        var reader = new Utf8JsonReader(slice.QuotedIn(body));
        reader.Read();
        var read = TryUnescape(ref reader, spare, out var length);
        text = spare[..length];
        return read;
    }
}
