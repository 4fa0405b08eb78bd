namespace Engagement.Gateway.Ingest.Reading;

/// <summary>
/// Where a value stands in the body: a text without its quotes, an object with its braces. The default is an absent value, for no value
/// can stand where the body begins.
/// </summary>
internal readonly struct Slice
{
    private readonly int _start;
    private readonly int _length;

    private Slice(int start, int length)
    {
        _start = start;
        _length = length;
    }

    public bool IsPresent => _start > 0;

    /// <summary>The text holds escape sequences.</summary>
    public bool IsEscaped => _length < 0;

    public int Length => _length < 0 ? ~_length : _length;

    public static Slice OfText(long quoteAt, int length, bool escaped) => new((int)quoteAt + 1, escaped ? ~length : length);

    public static Slice OfObject(long from, long to) => new((int)from, (int)(to - from));

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> body) => body.Slice(_start, Length);

    /// <summary>The text with its quotes.</summary>
    public ReadOnlySpan<byte> QuotedIn(ReadOnlySpan<byte> body) => body.Slice(_start - 1, Length + 2);
}
