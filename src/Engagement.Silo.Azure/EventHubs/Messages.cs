using System.Text;
using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Engagement.Runtime.Streams;
using NodaTime;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>Items as events of a hub: a gateway's stamp stands in the application properties.</summary>
internal static class Messages
{
    private const string Json = "application/json";

    public static EventData EventOf(string id, ReadOnlyMemory<byte> body, GatewayStamp stamp)
    {
        var made = new EventData(body) { MessageId = id, ContentType = Json };
        foreach (var (name, value) in stamp.ToHeaders())
        {
            made.Properties[name] = value;
        }

        return made;
    }

    public static StreamItem ItemOf(EventData read)
    {
        var stamp = GatewayStamp.Of(name => read.Properties.TryGetValue(name, out var value) ? value as string : null);
        return new StreamItem(IdOf(read, stamp), BodyOf(read.GetRawAmqpMessage().Body)) { Stamp = stamp, EnqueuedAt = Instant.FromDateTimeOffset(read.EnqueuedTime) };
    }

    // A gateway whose send is tried again by the client library may put an event there twice, under the id it gave it. To what others put
    // there the partition gives numbers; a hub made anew begins them anew, and the time tells its events from those of the old one.
    private static string IdOf(EventData read, GatewayStamp? stamp) => stamp is not null && !string.IsNullOrEmpty(read.MessageId)
        ? read.MessageId
        : $"{read.SequenceNumber}@{read.EnqueuedTime.ToUnixTimeMilliseconds()}";

    // Whatever AMQP calls it: what has no bytes is refused by whoever reads the body, and is no reason to stop the partition.
    private static ReadOnlyMemory<byte> BodyOf(AmqpMessageBody body)
    {
        if (body.TryGetData(out var parts) && parts is not null)
        {
            ReadOnlyMemory<byte>[] all = [.. parts];
            return all.Length == 1 ? all[0] : all.SelectMany(part => part.ToArray()).ToArray();
        }

        return body.TryGetValue(out var value) ? value switch
        {
            string text => Encoding.UTF8.GetBytes(text),
            byte[] bytes => bytes,
            _ => default,
        } : default;
    }
}
