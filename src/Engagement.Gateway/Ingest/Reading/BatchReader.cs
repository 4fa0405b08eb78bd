using System.Text.Json;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>Reads <c>{"batch":[…],"context":…,"sentAt":…,"writeKey":…}</c>.</summary>
internal static class BatchReader
{
    private static readonly BodyFault NoList = new(FaultReason.WrongType, "/batch", "expected a list of calls");
    private static readonly BodyFault Twice = new(FaultReason.Duplicate, "/batch", "given twice");

    private static readonly BodyFault TooMany = new(
        FaultReason.TooMany, "/batch", $"a batch holds at most {IngestLimits.BatchItems} calls");

    /// <summary>Reads the object the reader stands on the start of, to its end or to the first fault of the whole.</summary>
    public static BodyFault? Read(ref Utf8JsonReader reader, RequestContent content)
    {
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Fields.Of(ref reader);
            reader.Read();
            if (field == Field.Batch)
            {
                if (found || reader.TokenType != JsonTokenType.StartArray)
                {
                    return found ? Twice : NoList;
                }

                found = true;
                if (!ReadItems(ref reader, content))
                {
                    return TooMany;
                }
            }
            else if (ReadShared(ref reader, field, content) is { } fault)
            {
                return fault;
            }
        }

        return found ? null : new BodyFault(FaultReason.Missing, "/batch", "expected a list of calls");
    }

    private static bool ReadItems(ref Utf8JsonReader reader, RequestContent content)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var at = content.Count;
            if (at == IngestLimits.BatchItems)
            {
                return false;
            }

            ref var item = ref content.Add();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                content.Refuse(at, FaultReason.WrongType, string.Empty, "expected an object");
                reader.Skip();
                continue;
            }

            var from = reader.TokenStartIndex;
            ItemReader.Read(ref reader, ref item, at, content);
            if (reader.BytesConsumed - from > IngestLimits.EventBytes)
            {
                content.Refuse(at, FaultReason.TooLarge, string.Empty, $"a call is at most {IngestLimits.EventBytes} bytes");
            }
        }

        return true;
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
