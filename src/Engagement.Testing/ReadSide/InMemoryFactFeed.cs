using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.ReadSide;

namespace Engagement.Testing.ReadSide;

/// <summary>
/// A feed whose durable writes are made by the test. It numbers the facts of each actor as a host would, and can tell again what it told
/// before. Thread-safe.
/// </summary>
public sealed class InMemoryFactFeed(int partitions = 2) : IFactFeed
{
    private readonly Lock _lock = new();
    private readonly List<FactBatch>[] _batches = [.. Enumerable.Range(0, partitions).Select(_ => new List<FactBatch>())];
    private readonly Dictionary<ActorKey, long> _sequences = [];
    private readonly long[] _heads = new long[partitions];
    private readonly long[] _read = new long[partitions];
    private readonly long[] _released = new long[partitions];
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Partitions => partitions;

    /// <summary>Every batch ever written, the released ones included, in order of writing within each partition.</summary>
    public IReadOnlyList<FactBatch> Written
    {
        get
        {
            lock (_lock)
            {
                return [.. _batches.SelectMany(batches => batches)];
            }
        }
    }

    /// <summary>One durable write: facts of one actor, numbered on from its last.</summary>
    public FactBatch Write(ActorKey actor, params Fact[] facts)
    {
        lock (_lock)
        {
            var last = _sequences.GetValueOrDefault(actor);
            _sequences[actor] = last + facts.Length;
            return Append(PartitionOf(actor), [.. facts.Select((fact, index) => new FactRecord(actor, last + index + 1, fact))]);
        }
    }

    /// <summary>One durable write of facts as they stand: also repeats.</summary>
    public FactBatch Write(int partition, IReadOnlyList<FactRecord> facts)
    {
        lock (_lock)
        {
            return Append(partition, facts);
        }
    }

    /// <summary>A durable write that told no facts: the head moves, and nothing comes.</summary>
    public void WriteNothing(int partition)
    {
        lock (_lock)
        {
            _heads[partition]++;
            Wake();
        }
    }

    public long ReleasedTo(int partition)
    {
        lock (_lock)
        {
            return _released[partition];
        }
    }

    public long Head(int partition)
    {
        lock (_lock)
        {
            return _heads[partition];
        }
    }

    public int PartitionOf(ActorKey actor) => actor.ToString().Sum(letter => letter) % partitions;

    public IReadOnlyList<FactBatch> ReadAfter(int partition, long position, int limit)
    {
        lock (_lock)
        {
            var batches = _batches[partition];
            var first = batches.FindIndex(batch => batch.Position > position);
            List<FactBatch> read = first < 0 ? [] : batches.GetRange(first, Math.Min(limit, batches.Count - first));
            _read[partition] = read.Count > 0 ? read[^1].Position : Math.Max(position, _heads[partition]);
            return read;
        }
    }

    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var isBehind = _heads.Where((head, partition) => head > _read[partition]).Any();
            return isBehind ? ValueTask.CompletedTask : new ValueTask(_appended.Task.WaitAsync(cancellationToken));
        }
    }

    public void Release(int partition, long position)
    {
        lock (_lock)
        {
            _released[partition] = Math.Max(position, _released[partition]);
        }
    }

    private FactBatch Append(int partition, IReadOnlyList<FactRecord> facts)
    {
        var batch = new FactBatch(partition, ++_heads[partition], facts);
        _batches[partition].Add(batch);
        Wake();
        return batch;
    }

    private void Wake()
    {
        var appended = _appended;
        _appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        appended.SetResult();
    }
}
