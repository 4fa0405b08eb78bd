using Engagement.Runtime.Streams;

namespace Engagement.Testing.Streams;

/// <summary>The broker of <see cref="InMemoryEventStream"/>: what is on the stream, how far it was read, and its dead letters. It outlives readers.</summary>
internal sealed class InMemoryBroker(int partitions)
{
    private readonly Lock _gate = new();
    private readonly List<StreamItem>[] _items = [.. Enumerable.Range(0, partitions).Select(_ => new List<StreamItem>())];
    private readonly int[] _checkpoints = new int[partitions];
    private readonly List<DeadLetter> _dead = [];
    private TaskCompletionSource _more = New();

    public int Partitions => partitions;

    public void Append(int partition, ReadOnlyMemory<byte> body, GatewayStamp? stamp)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            var items = _items[partition];
            items.Add(new StreamItem(items.Count.ToString(), body.ToArray()) { Stamp = stamp });
            (more, _more) = (_more, New());
        }

        more.SetResult();
    }

    /// <summary>Items from a place on; empty where nothing is there yet, which changes when the task completes.</summary>
    public (IReadOnlyList<StreamItem> Items, Task More) Read(int partition, int from, int most)
    {
        lock (_gate)
        {
            return ([.. _items[partition].Skip(from).Take(most)], _more.Task);
        }
    }

    public int Checkpoint(int partition)
    {
        lock (_gate)
        {
            return _checkpoints[partition];
        }
    }

    public void SetCheckpoint(int partition, int next)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            _checkpoints[partition] = Math.Max(_checkpoints[partition], next);
            (more, _more) = (_more, New());
        }

        more.SetResult();
    }

    public void Bury(DeadLetter letter)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            _dead.Add(letter);
            (more, _more) = (_more, New());
        }

        more.SetResult();
    }

    /// <summary>Completes when there are so many.</summary>
    public async Task<IReadOnlyList<DeadLetter>> DeadAsync(int atLeast, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_dead.Count >= atLeast)
                {
                    return [.. _dead];
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Completes when everything on the stream is checkpointed.</summary>
    public async Task DrainedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_items.Select(items => items.Count).SequenceEqual(_checkpoints))
                {
                    return;
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
