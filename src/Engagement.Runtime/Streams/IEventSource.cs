namespace Engagement.Runtime.Streams;

/// <summary>A stream that events are read from: so many partitions, each in its own order.</summary>
public interface IEventSource
{
    /// <summary>Tells it from the other streams of the process; part of ids that are kept, so it never changes.</summary>
    string Name { get; }

    /// <summary>Finds the partitions. A process may read all of them at once; of several processes one reads each.</summary>
    /// <exception cref="Exception">The stream cannot be reached now.</exception>
    ValueTask<IReadOnlyList<IEventPartition>> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>One partition as its one reader sees it. Not thread-safe.</summary>
public interface IEventPartition
{
    /// <summary>Unique in the stream, and the same after every start.</summary>
    string Id { get; }

    /// <summary>
    /// Waits for at least one item, and for the right to read the partition. The items follow those of the batch before in the partition's
    /// order. The first read after a start, or after a read or checkpoint that failed, begins again with the first item that is not
    /// checkpointed.
    /// </summary>
    /// <exception cref="Exception">The stream cannot be reached now.</exception>
    ValueTask<EventBatch> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Says that a batch, and all before it, is done with for good: it need never be delivered again, but may be.</summary>
    /// <param name="batch">The last one read.</param>
    /// <exception cref="Exception">It may or may not have been noted.</exception>
    ValueTask CheckpointAsync(EventBatch batch, CancellationToken cancellationToken);
}

/// <summary>Items read together, in the order of their partition. A source derives from it what it needs to know at the checkpoint.</summary>
/// <param name="items">At least one.</param>
public class EventBatch(IReadOnlyList<StreamItem> items)
{
    public IReadOnlyList<StreamItem> Items => items;
}
