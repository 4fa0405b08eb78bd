using Engagement.Runtime.Streams;

namespace Engagement.Testing.Streams;

/// <summary>
/// Stands between a pump and its ports and, once armed, halts whoever comes by a point, for good: from there on the process does nothing
/// more, and the test may end it.
/// </summary>
public sealed class CrashingPorts(IEventSource source, IEventIngest ingest, IDeadLetters deadLetters) : IEventSource, IEventIngest, IDeadLetters
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _forGood = new();
    private readonly Lock _gate = new();
    private readonly List<(string Partition, StreamItem Item)> _delivered = [];
    private readonly HashSet<(string Partition, string Item)> _checkpointed = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CrashPoint? _armed;

    /// <summary>Every delivery, repeats included, of a partition in its order.</summary>
    public IReadOnlyList<(string Partition, StreamItem Item)> Delivered
    {
        get
        {
            lock (_gate)
            {
                return [.. _delivered];
            }
        }
    }

    /// <summary>Items in batches that were checkpointed, each once.</summary>
    public int Checkpointed
    {
        get
        {
            lock (_gate)
            {
                return _checkpointed.Count;
            }
        }
    }

    public string Name => source.Name;

    /// <summary>Completes when somebody halted.</summary>
    public Task Reached => _reached.Task;

    public void Arm(CrashPoint point) => _armed = point;

    /// <summary>Completes when so many items are checkpointed.</summary>
    public async Task CheckpointedAsync(int items, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_checkpointed.Count >= items)
                {
                    return;
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask<IReadOnlyList<IEventPartition>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await source.OpenAsync(cancellationToken)).Select(partition => new Partition(partition, this))];

    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(
        StreamOrigin origin, IReadOnlyList<StreamItem> items, CancellationToken cancellationToken)
    {
        await PassAsync(CrashPoint.Delivered, cancellationToken);
        if (_armed == CrashPoint.PartlyDurable && items.Count > 1)
        {
            await ingest.IngestAsync(origin, [.. items.Take(items.Count / 2)], cancellationToken);
            await PassAsync(CrashPoint.PartlyDurable, cancellationToken);
        }

        var outcomes = await ingest.IngestAsync(origin, items, cancellationToken);
        await PassAsync(CrashPoint.Durable, cancellationToken);
        return outcomes;
    }

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        await PassAsync(CrashPoint.BeforeDeadLetter, cancellationToken);
        await deadLetters.AddAsync(letter, cancellationToken);
        await PassAsync(CrashPoint.DeadLettered, cancellationToken);
    }

    private void Note(Action change)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            change();
            (more, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        more.SetResult();
    }

    private async Task PassAsync(CrashPoint point, CancellationToken cancellationToken)
    {
        if (_armed == point || _reached.Task.IsCompleted)
        {
            _reached.TrySetResult();
            await _forGood.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Partition(IEventPartition inner, CrashingPorts ports) : IEventPartition
    {
        public string Id => inner.Id;

        public async ValueTask<EventBatch> ReadAsync(CancellationToken cancellationToken)
        {
            var batch = await inner.ReadAsync(cancellationToken);
            ports.Note(() => ports._delivered.AddRange(batch.Items.Select(item => (Id, item))));
            return batch;
        }

        public async ValueTask CheckpointAsync(EventBatch batch, CancellationToken cancellationToken)
        {
            await ports.PassAsync(CrashPoint.BeforeCheckpoint, cancellationToken);
            await inner.CheckpointAsync(batch, cancellationToken);
            ports.Note(() => ports._checkpointed.UnionWith(batch.Items.Select(item => (Id, item.Id))));
            await ports.PassAsync(CrashPoint.Checkpointed, cancellationToken);
        }
    }
}
