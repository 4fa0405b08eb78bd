using Engagement.Core;
using Engagement.Runtime.ReadSide;

namespace Engagement.Cluster.Storage;

/// <summary>A log of facts in the memory of one process, for a cluster that lives in it alone. Gone when it ends.</summary>
public sealed class MemoryFacts : IFactLog, IFactFeed
{
    private readonly Lock _gate = new();
    private readonly List<FactBatch> _batches = [];
    private readonly Dictionary<ActorKey, long> _last = [];
    private TaskCompletionSource _more = New();
    private long _head;
    private long _read;

    public int Partitions => 1;

    public ValueTask AppendAsync(IReadOnlyList<FactRecord> facts, CancellationToken cancellationToken)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            FactRecord[] unknown = [.. facts.Where(fact => fact.Sequence > _last.GetValueOrDefault(fact.Actor))];
            if (unknown.Length == 0)
            {
                return default;
            }

            foreach (var fact in unknown)
            {
                _last[fact.Actor] = fact.Sequence;
            }

            _head++;
            _batches.Add(new FactBatch(0, _head, unknown));
            (more, _more) = (_more, New());
        }

        more.SetResult();
        return default;
    }

    public long Head(int partition)
    {
        lock (_gate)
        {
            return _head;
        }
    }

    public int PartitionOf(ActorKey actor) => 0;

    public IReadOnlyList<FactBatch> ReadAfter(int partition, long position, int limit)
    {
        lock (_gate)
        {
            // Positions grow one by one, so the first that is wanted is found by counting.
            var from = _batches.Count == 0 ? 0 : (int)Math.Clamp(position + 1 - _batches[0].Position, 0, _batches.Count);
            var batches = _batches.GetRange(from, Math.Min(limit, _batches.Count - from));
            _read = batches.Count == 0 ? position : batches[^1].Position;
            return batches;
        }
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        Task more;
        lock (_gate)
        {
            more = _read < _head ? Task.CompletedTask : _more.Task;
        }

        await more.WaitAsync(cancellationToken);
    }

    public void Release(int partition, long position)
    {
        lock (_gate)
        {
            _batches.RemoveAll(batch => batch.Position <= position);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
