using System.Text;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>The ids that clients gave their messages, to say back to them.</summary>
internal static class MessageIds
{
    private const int Longest = IngestLimits.IdLength * 6;

    /// <summary>Null where there is none, or it is too long or too odd to be one.</summary>
    public static string? Of(in IngestItem item, ReadOnlySpan<byte> body)
    {
        var slice = item[Field.MessageId];
        Span<byte> spare = stackalloc byte[Longest];
        return slice.Length is > 0 and <= Longest && Text.TryRead(slice, body, spare, out var text) ? Encoding.UTF8.GetString(text) : null;
    }
}
