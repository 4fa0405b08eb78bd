using System.Text.Json;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>Finds the members of one call in one walk over its tokens.</summary>
internal static class ItemReader
{
    /// <summary>Reads the object the reader stands on the start of, to its end.</summary>
    /// <param name="at">The item's place, for its faults.</param>
    public static void Read(ref Utf8JsonReader reader, ref IngestItem item, int at, RequestContent content)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Fields.Of(ref reader);
            reader.Read();
            if (field >= Field.Batch)
            {
                reader.Skip();
                continue;
            }

            ReadField(ref reader, field, ref item, at, content);
        }
    }

    private static void ReadField(ref Utf8JsonReader reader, Field field, ref IngestItem item, int at, RequestContent content)
    {
        if ((item.Met & (1u << (int)field)) != 0)
        {
            content.Refuse(at, FaultReason.Duplicate, Fields.Pointer(field), "given twice");
        }

        item.Met |= 1u << (int)field;
        if (!TryFind(ref reader, field, ref item, content))
        {
            content.Refuse(at, FaultReason.WrongType, Fields.Pointer(field), Fields.Expected(field));
        }
    }

    /// <summary>Notes where the value under the reader stands, and moves to its end; a null is an absent value.</summary>
    /// <returns>False when it is of another type than the field's.</returns>
    public static bool TryFind(ref Utf8JsonReader reader, Field field, ref IngestItem item, RequestContent content)
    {
        var expected = Fields.IsText(field) ? JsonTokenType.String : JsonTokenType.StartObject;
        if (reader.TokenType == expected)
        {
            item.Found[(int)field] = Find(ref reader, field, ref item, content);
            return true;
        }

        var isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        return isNull;
    }

    private static Slice Find(ref Utf8JsonReader reader, Field field, ref IngestItem item, RequestContent content)
    {
        var from = reader.TokenStartIndex;
        if (Fields.IsText(field))
        {
            return Slice.OfText(from, reader.ValueSpan.Length, reader.ValueIsEscaped);
        }

        switch (field)
        {
            case Field.Context:
                item.Context.Read(ref reader);
                break;
            case Field.Properties:
                content.ReadMembers(ref reader, ref item);
                break;
            default:
                reader.Skip();
                break;
        }

        return Slice.OfObject(from, reader.BytesConsumed);
    }
}
