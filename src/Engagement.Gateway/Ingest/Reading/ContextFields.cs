using System.Text.Json;

namespace Engagement.Gateway.Ingest.Reading;

/// <summary>
/// What a call's <c>context</c> says that is read. A member of the wrong type is passed over: what a library says of its surroundings
/// is no reason to lose what the user did.
/// </summary>
internal struct ContextFields
{
    public Slice Zone;
    public Slice Locale;
    public Slice Path;
    public Slice Device;
    public Slice Token;
    public Slice Traits;

    /// <summary>Reads the object the reader stands on the start of, to its end.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            switch (name.Length)
            {
                case 8 when name.SequenceEqual("timezone"u8):
                    ReadText(ref reader, ref Zone);
                    break;
                case 6 when name.SequenceEqual("locale"u8):
                    ReadText(ref reader, ref Locale);
                    break;
                case 4 when name.SequenceEqual("page"u8):
                    ReadMember(ref reader, "path"u8, ref Path, default, ref Path);
                    break;
                case 6 when name.SequenceEqual("device"u8):
                    ReadMember(ref reader, "id"u8, ref Device, "token"u8, ref Token);
                    break;
                case 6 when name.SequenceEqual("traits"u8):
                    ReadObject(ref reader, ref Traits);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void ReadText(ref Utf8JsonReader reader, ref Slice into)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            into = Slice.OfText(reader.TokenStartIndex, reader.ValueSpan.Length, reader.ValueIsEscaped);
        }

        reader.Skip();
    }

    private static void ReadObject(ref Utf8JsonReader reader, ref Slice into)
    {
        reader.Read();
        var from = reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        into = isObject ? Slice.OfObject(from, reader.BytesConsumed) : into;
    }

    private static void ReadMember(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> first, ref Slice intoFirst, ReadOnlySpan<byte> second, ref Slice intoSecond)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.SequenceEqual(first))
            {
                ReadText(ref reader, ref intoFirst);
            }
            else if (reader.ValueSpan.SequenceEqual(second))
            {
                ReadText(ref reader, ref intoSecond);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
