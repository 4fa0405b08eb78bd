using NodaTime;

namespace Engagement.Runtime.Streams;

/// <summary>One message of a stream: calls of the Segment HTTP API, as <see cref="IEventIngest"/> reads them.</summary>
/// <param name="Id">Unique in its partition, and the same at every delivery; what has no message id of its own gets one from it.</param>
/// <param name="Body">Owned by the item: it stays as it is for as long as anybody holds the item.</param>
public sealed record StreamItem(string Id, ReadOnlyMemory<byte> Body)
{
    /// <summary>What a gateway of ours said of it; null for what others put on the stream.</summary>
    public GatewayStamp? Stamp { get; init; }

    /// <summary>When the stream took it, where it says so.</summary>
    public Instant? EnqueuedAt { get; init; }
}
