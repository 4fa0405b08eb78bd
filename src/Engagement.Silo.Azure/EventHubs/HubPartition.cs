using Azure.Messaging.EventHubs;
using Engagement.Runtime.Streams;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>
/// Where the reader of a hub, which pushes, meets the pump, which pulls. One batch of a partition is in hand at a time: it is given again until
/// it is checkpointed, and is gone when the partition goes to another process, which begins with it.
/// </summary>
/// <param name="checkpoint">Notes that everything up to an event is done with.</param>
internal sealed class HubPartition(string id, Func<EventData, CancellationToken, Task> checkpoint) : IEventPartition
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _more = New();
    private Batch? _inHand;

    public string Id => id;

    /// <inheritdoc cref="HandOver"/>
    /// <exception cref="OperationCanceledException">The partition was lost before.</exception>
    public async Task HandOverAsync(IReadOnlyList<EventData> events, CancellationToken owned)
    {
        var batch = new Batch([.. events.Select(Messages.ItemOf)], events[^1]);
        TaskCompletionSource more;
        lock (_gate)
        {
            _inHand = batch;
            more = _more;
        }

        more.TrySetResult();
        try
        {
            await batch.Done.Task.WaitAsync(owned);
        }
        finally
        {
            LetGo(batch);
        }
    }

    public async ValueTask<EventBatch> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_inHand is { } batch)
                {
                    return batch;
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask CheckpointAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var read = (Batch)batch;
        lock (_gate)
        {
            // The other process may be further by now, and would be set back.
            if (_inHand != read)
            {
                throw new IOException("the partition is read by another process");
            }
        }

        await checkpoint(read.Last, cancellationToken);
        LetGo(read);
        read.Done.SetResult();
    }

    private void LetGo(Batch batch)
    {
        lock (_gate)
        {
            if (_inHand == batch)
            {
                (_inHand, _more) = (null, New());
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Batch(IReadOnlyList<StreamItem> items, EventData last) : EventBatch(items)
    {
        public EventData Last => last;

        public TaskCompletionSource Done { get; } = New();
    }
}
