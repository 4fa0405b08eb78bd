using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Engagement.Core;
using Engagement.Core.Messages;
using Engagement.Gateway.Mapping;

namespace Engagement.Gateway.InApp.Streaming;

/// <summary>One event of a stream as bytes, made once and shared by every stream it goes to.</summary>
/// <param name="Sequence">Of the message in it; 0 for all else, which has no place in the order.</param>
internal sealed record Frame(ReadOnlyMemory<byte> Bytes, long Sequence)
{
    /// <summary>Writes nothing.</summary>
    public static readonly Frame Wake = new(ReadOnlyMemory<byte>.Empty, 0);

    public static readonly Frame Ping = new("event: ping\ndata: {}\n\n"u8.ToArray(), 0);
    public static readonly Frame Resync = new("event: resync\ndata: {}\n\n"u8.ToArray(), 0);

    public static Frame Message(QueuedMessage message) =>
        Of("message", message.ToWire(), Wire.ProtocolJson.Default.Message, message.Sequence);

    public static Frame Recall(DeliveryId delivery) => Of("recall", new Wire.Recall(delivery.Value), Wire.ProtocolJson.Default.Recall);

    public static Frame Hello(Wire.Hello hello) => Of("hello", hello, Wire.ProtocolJson.Default.Hello);

    /// <summary>How long the client waits before it reconnects, from now on.</summary>
    public static Frame Retry(TimeSpan after)
    {
        var buffer = new ArrayBufferWriter<byte>(32);
        Append(buffer, $"retry: {(long)after.TotalMilliseconds}\n\n");
        return new Frame(buffer.WrittenMemory, 0);
    }

    private static Frame Of<T>(string name, T data, JsonTypeInfo<T> shape, long sequence = 0)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        if (sequence > 0)
        {
            Append(buffer, $"id: {sequence}\n");
        }

        Append(buffer, $"event: {name}\ndata: ");
        var start = buffer.WrittenCount;
        using (var writer = new Utf8JsonWriter(buffer))
        {
            JsonSerializer.Serialize(writer, data, shape);
        }

        var end = buffer.WrittenCount;
        Append(buffer, "\n\n");
        var bytes = buffer.WrittenSpan.ToArray();

        // A line break would end the data. Outside of its texts, where it is escaped, JSON holds one only as white space.
        bytes.AsSpan(start..end).Replace((byte)'\n', (byte)' ');
        bytes.AsSpan(start..end).Replace((byte)'\r', (byte)' ');
        return new Frame(bytes, sequence);
    }

    private static void Append(ArrayBufferWriter<byte> buffer, string text) =>
        Encoding.UTF8.GetBytes(text, buffer);
}
