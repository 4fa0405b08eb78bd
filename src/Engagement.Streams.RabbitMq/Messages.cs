using System.Security.Cryptography;
using System.Text;
using Engagement.Runtime.Streams;
using NodaTime;
using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq;

/// <summary>Items as messages of AMQP 0-9-1: their id is the property <c>message-id</c>, a gateway's stamp stands in the headers.</summary>
internal static class Messages
{
    public static BasicProperties PropertiesOf(string id, GatewayStamp? stamp) => new()
    {
        MessageId = id,
        Persistent = true,
        ContentType = "application/json",
        Headers = stamp?.ToHeaders().ToDictionary(header => header.Key, object? (header) => header.Value),
    };

    public static StreamItem ItemOf(Delivery delivery) => new(IdOf(delivery), delivery.Body)
    {
        Stamp = GatewayStamp.Of(name => TextOf(delivery.Properties.Headers, name)),
        EnqueuedAt = delivery.Properties.IsTimestampPresent() ? TimeOf(delivery.Properties.Timestamp) : null,
    };

    public static string? TextOf(IDictionary<string, object?>? headers, string name) =>
        headers is null || !headers.TryGetValue(name, out var value) ? null : value switch
        {
            byte[] utf8 => Encoding.UTF8.GetString(utf8),
            string text => text,
            _ => null,
        };

    // A queue has no positions. What was put there without an id is known by its bytes, so that a second delivery is no second event.
    private static string IdOf(Delivery delivery) => string.IsNullOrEmpty(delivery.Properties.MessageId)
        ? $"sha256-{Convert.ToHexStringLower(SHA256.HashData(delivery.Body.Span))}"
        : delivery.Properties.MessageId;

    private static Instant? TimeOf(AmqpTimestamp timestamp) =>
        timestamp.UnixTime > 0 && timestamp.UnixTime <= Instant.MaxValue.ToUnixTimeSeconds() ? Instant.FromUnixTimeSeconds(timestamp.UnixTime) : null;
}
