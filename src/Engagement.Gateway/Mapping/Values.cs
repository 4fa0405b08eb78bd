using System.Buffers;
using System.Text.Json;
using Engagement.Core.Targeting;

namespace Engagement.Gateway.Mapping;

/// <summary>Values to JSON and back.</summary>
internal static class Values
{
    private static readonly Wire.RawJson EmptyObject = new("{}"u8.ToArray());

    /// <summary>A missing value reads as an empty object: traits that nobody has set.</summary>
    public static Wire.RawJson ToWire(this Value value)
    {
        if (value.IsMissing)
        {
            return EmptyObject;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value);
        }

        return new Wire.RawJson(buffer.WrittenMemory);
    }

    public static Value Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Value.Of(element.GetString()!),
        JsonValueKind.Number when double.IsFinite(element.GetDouble()) => Value.Of(element.GetDouble()),
        JsonValueKind.True => Value.Of(true),
        JsonValueKind.False => Value.Of(false),
        JsonValueKind.Array => Value.Of([.. element.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => Value.Of([.. element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Read(member.Value)))]),
        _ => Value.Null,
    };

    private static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Bool:
                writer.WriteBooleanValue(value.Bool);
                break;
            case ValueKind.Number when double.IsFinite(value.Number):
                writer.WriteNumberValue(value.Number);
                break;
            case ValueKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case ValueKind.List:
                WriteList(writer, value);
                break;
            case ValueKind.Map:
                WriteMap(writer, value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter writer, Value list)
    {
        writer.WriteStartArray();
        foreach (var item in list.Items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, Value map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map.Members)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }
}
