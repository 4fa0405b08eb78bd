using System.Text.Json;
using System.Text.Unicode;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>Why a whole body was not taken.</summary>
/// <param name="Pointer">Empty: the body itself.</param>
internal readonly record struct BodyFault(FaultReason Reason, string Pointer, string Message)
{
    /// <summary>The body could not be read to its end, so that nothing in it is known.</summary>
    public bool IsUnread => Reason is FaultReason.Malformed or FaultReason.TooLarge;
}

/// <summary>Reads a body, one call or a batch, once from front to back.</summary>
internal static class BodyReader
{
    public static readonly JsonReaderOptions Strict = new() { MaxDepth = IngestLimits.Depth };

    /// <returns>Null when the body is well formed; its items may still have faults of their own.</returns>
    public static BodyFault? Read(ReadOnlySpan<byte> body, bool isBatch, RequestContent content)
    {
        content.IsBatch = isBatch;
        if (!Utf8.IsValid(body))
        {
            return new BodyFault(FaultReason.Malformed, string.Empty, "expected UTF-8");
        }

        try
        {
            return ReadDocument(body, content);
        }
        catch (JsonException fault)
        {
            return new BodyFault(FaultReason.Malformed, string.Empty, $"expected one JSON object; line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1} is not");
        }
    }

    private static BodyFault? ReadDocument(ReadOnlySpan<byte> body, RequestContent content)
    {
        var reader = new Utf8JsonReader(body, Strict);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return new BodyFault(FaultReason.Malformed, string.Empty, "expected a JSON object");
        }

        var fault = content.IsBatch ? BatchReader.Read(ref reader, content) : ReadCall(ref reader, content);
        if (reader.CurrentDepth == 0)
        {
            // The object is at its end: reading on makes the reader refuse anything after it.
            reader.Read();
        }

        return fault;
    }

    private static BodyFault? ReadCall(ref Utf8JsonReader reader, RequestContent content)
    {
        ItemReader.Read(ref reader, ref content.Add(), 0, content);
        return null;
    }
}
