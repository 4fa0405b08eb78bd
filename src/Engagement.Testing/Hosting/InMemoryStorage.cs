using Engagement.Core;
using Engagement.Runtime.ReadSide;
using NodaTime;

namespace Engagement.Testing.Hosting;

/// <summary>An actor as it was last saved.</summary>
/// <param name="Due">When it must next be woken.</param>
public readonly record struct StoredActor(ReadOnlyMemory<byte> Image, Instant? Due);

/// <summary>
/// The disk of <see cref="InMemoryHost"/>: images and facts, changed by one write per turn or not at all. It outlives hosts. Safe for any
/// number of threads.
/// </summary>
public sealed class InMemoryStorage(WriteFaults faults) : IFactFeed
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ActorKey, StoredActor> _actors = [];
    private readonly List<FactBatch> _batches = [];
    private TaskCompletionSource _more = New();
    private long _head;
    private long _lastRead;

    public int Partitions => 1;

    /// <exception cref="IOException">Nothing was written.</exception>
    public void Write(ActorKey key, StoredActor actor, IReadOnlyList<FactRecord> facts)
    {
        faults.BeforeWrite();
        TaskCompletionSource more;
        lock (_gate)
        {
            _actors[key] = actor;
            _head++;
            if (facts.Count > 0)
            {
                _batches.Add(new FactBatch(0, _head, facts));
            }

            more = _more;
            _more = New();
        }

        more.SetResult();
    }

    public StoredActor? Read(ActorKey key)
    {
        lock (_gate)
        {
            return _actors.TryGetValue(key, out var actor) ? actor : null;
        }
    }

    public IReadOnlyList<KeyValuePair<ActorKey, StoredActor>> ReadAll()
    {
        lock (_gate)
        {
            return [.. _actors];
        }
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
            FactBatch[] batches = [.. _batches.Where(batch => batch.Position > position).Take(limit)];
            _lastRead = batches.Length < limit ? _head : batches[^1].Position;
            return batches;
        }
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        Task more;
        lock (_gate)
        {
            more = _lastRead < _head ? Task.CompletedTask : _more.Task;
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
