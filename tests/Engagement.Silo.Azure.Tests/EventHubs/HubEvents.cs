using System.Globalization;
using Azure.Messaging.EventHubs;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>Events as a partition gives them.</summary>
internal static class HubEvents
{
    public static readonly DateTimeOffset Epoch = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static EventData Of(long number, ReadOnlyMemory<byte> body, IDictionary<string, object>? properties = null, string? messageId = null)
    {
        var made = EventHubsModelFactory.EventData(
            new BinaryData(body),
            properties ?? new Dictionary<string, object>(),
            systemProperties: null,
            partitionKey: null,
            sequenceNumber: number,
            offsetString: (number * 96).ToString(CultureInfo.InvariantCulture),
            enqueuedTime: Epoch.AddSeconds(number));
        made.MessageId = messageId;
        return made;
    }
}
