using System.Text.Json;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Gateway.Ingest.Requests;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>
/// What an item of a stream holds, told by its bytes, not by its label: a call, a batch, a CloudEvent around either, or a list of CloudEvents;
/// plain or gzip.
/// </summary>
internal static class Payload
{
    /// <summary>Bytes of an item, as sent and as inflated; each call and batch in it has its own bound besides.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The envelope's own levels of nesting come on top of those of a body.</summary>
    public static readonly JsonReaderOptions Envelope = new() { MaxDepth = IngestLimits.Depth + 2 };

    private static readonly BodyFault TooLarge = new(FaultReason.TooLarge, string.Empty, $"an item may hold at most {MostBytes} bytes, inflated");

    private static readonly BodyFault BrokenGzip = new(
        FaultReason.Malformed, string.Empty, "the item begins as gzip does, and is not whole gzip");

    private static readonly BodyFault NoEvents = new(FaultReason.WrongType, string.Empty, "expected a list of CloudEvents");

    /// <returns>At least one part; more only where it is a list.</returns>
    public static List<PayloadPart> Read(ReadOnlyMemory<byte> item)
    {
        if (!TryInflate(item, out var body, out var fault))
        {
            return [new PayloadPart(default, false, string.Empty) { Fault = fault }];
        }

        body = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        try
        {
            return Split(body);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Whoever reads the call says what is wrong with it. Half a surrogate pair is no JSON exception.
            return [new PayloadPart(body, false, string.Empty)];
        }
    }

    /// <summary>A call or a batch, by whether it has a list of calls.</summary>
    public static PayloadPart Plain(ReadOnlyMemory<byte> body, string pointer) =>
        new(body, Has(body.Span, "batch"u8), pointer);

    private static List<PayloadPart> Split(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, Envelope);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            return List(ref reader, body);
        }

        return Has(body.Span, "specversion"u8) ? [CloudEvent.Read(ref reader, body, string.Empty)] : [Plain(body, string.Empty)];
    }

    private static List<PayloadPart> List(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var parts = new List<PayloadPart>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject && parts.Count < IngestLimits.BatchItems)
        {
            parts.Add(CloudEvent.Read(ref reader, body, $"/{parts.Count}"));
        }

        // What is wrong with a list is wrong with all of it: that nothing follows it is read too.
        if (parts.Count == 0 || reader.TokenType != JsonTokenType.EndArray)
        {
            return [new PayloadPart(default, false, string.Empty) { Fault = NoEvents }];
        }

        reader.Read();
        return parts;
    }

    private static bool Has(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(body, Envelope);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool TryInflate(ReadOnlyMemory<byte> item, out ReadOnlyMemory<byte> body, out BodyFault fault)
    {
        (body, fault) = (item, TooLarge);
        if (item.Length > MostBytes)
        {
            return false;
        }

        if (!Gzip.Starts(item.Span))
        {
            return true;
        }

        var outcome = Gzip.Inflate(item.ToArray(), item.Length, MostBytes, out var inflated, out var size);
        if (outcome != Gzip.Outcome.Whole)
        {
            fault = outcome == Gzip.Outcome.TooLarge ? TooLarge : BrokenGzip;
            return false;
        }

        // Kept by what is read of it, so it is not given back to the pool it was rented from.
        body = inflated.AsMemory(0, size);
        return true;
    }
}
