using Engagement.Core;
using Engagement.Core.Hashing;

namespace Engagement.Runtime.Streams;

/// <summary>Puts calls on a stream. Safe for any number of threads.</summary>
public interface IEventSink
{
    /// <summary>Puts events on the stream; those with the same key keep the order given, and that of calls made one after the other.</summary>
    /// <returns>
    /// Null once the stream has confirmed that it has all of them for good. <see cref="Refusal.Unavailable"/>: any of them may be on the stream or
    /// not. <see cref="Refusal.TooLarge"/>: one is more than it ever takes, and it has the others.
    /// </returns>
    ValueTask<Refusal?> PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken);
}

/// <summary>Calls of one person on their way to a stream.</summary>
/// <param name="Key">Whose they are: the same key is always on the same partition.</param>
public sealed record OutgoingEvent(string Key, ReadOnlyMemory<byte> Body, GatewayStamp Stamp)
{
    /// <summary>The partition of a key among so many; it changes for nearly all keys when their number does.</summary>
    public int PartitionAmong(int partitions) => (int)(StableHash.Of(Key) % (ulong)partitions);
}
