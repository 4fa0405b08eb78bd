using System.Text.Json;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>Reads <c>{"batch":[…],"context":…,"sentAt":…,"writeKey":…}</c>.</summary>
internal static class BatchReader
{
    private static readonly BodyFault NoList = new(FaultReason.WrongType, "/batch", "expected a list of calls");
    private static readonly BodyFault Twice = new(FaultReason.Duplicate, "/batch", "given twice");

    private static readonly BodyFault TooMany = new(
        FaultReason.TooMany, "/batch", $"a batch holds at most {IngestLimits.BatchItems} calls");

    /// <summary>Reads the object the reader stands on the start of, to its end.</summary>
    /// <returns>The first fault of the whole. What follows it is read all the same, for the key may stand there.</returns>
    public static BodyFault? Read(ref Utf8JsonReader reader, RequestContent content)
    {
        var found = false;
        BodyFault? first = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Fields.Of(ref reader);
            reader.Read();
            var fault = field == Field.Batch ? ReadBatch(ref reader, found, content) : ReadShared(ref reader, field, content);
            found |= field == Field.Batch;
            first ??= fault;
        }

        return first ?? (found ? null : new BodyFault(FaultReason.Missing, "/batch", "expected a list of calls"));
    }

    private static BodyFault? ReadBatch(ref Utf8JsonReader reader, bool found, RequestContent content)
    {
        if (found || reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return found ? Twice : NoList;
        }

        return ReadItems(ref reader, content) ? null : TooMany;
    }

    private static bool ReadItems(ref Utf8JsonReader reader, RequestContent content)
    {
        var fits = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            fits &= content.Count < IngestLimits.BatchItems;
            if (fits)
            {
                ReadItem(ref reader, content);
            }
            else
            {
                reader.Skip();
            }
        }

        return fits;
    }

    private static void ReadItem(ref Utf8JsonReader reader, RequestContent content)
    {
        var at = content.Count;
        ref var item = ref content.Add();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            content.Refuse(at, FaultReason.WrongType, string.Empty, "expected an object");
            reader.Skip();
            return;
        }

        var from = reader.TokenStartIndex;
        ItemReader.Read(ref reader, ref item, at, content);
        item.Whole = Slice.OfObject(from, reader.BytesConsumed);
        if (reader.BytesConsumed - from > IngestLimits.EventBytes)
        {
            content.Refuse(at, FaultReason.TooLarge, string.Empty, $"a call is at most {IngestLimits.EventBytes} bytes");
        }
    }

    // Of the batch's own members only these are read: when it was sent, by whom, and what holds for every item.
    private static BodyFault? ReadShared(ref Utf8JsonReader reader, Field field, RequestContent content)
    {
        if (field is not (Field.SentAt or Field.WriteKey or Field.Context))
        {
            reader.Skip();
            return null;
        }

        ref var shared = ref content.Shared;
        if ((shared.Met & (1u << (int)field)) != 0)
        {
            return new BodyFault(FaultReason.Duplicate, Fields.Pointer(field), "given twice");
        }

        shared.Met |= 1u << (int)field;
        return ItemReader.TryFind(ref reader, field, ref shared, content)
            ? null
            : new BodyFault(FaultReason.WrongType, Fields.Pointer(field), Fields.Expected(field));
    }
}
