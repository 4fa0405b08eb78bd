using Engagement.Core;
using Engagement.Runtime.ReadSide;

namespace Engagement.Benchmarks.Engine;

/// <summary>A feed of one partition that costs nothing to read, so that what reads it is all that is measured.</summary>
internal sealed class PreparedFeed : IFactFeed
{
    private readonly Lock _lock = new();
    private readonly Queue<FactBatch> _unread = new();
    private long _head;
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Partitions => 1;

    public void Write(IEnumerable<List<FactRecord>> batches)
    {
        lock (_lock)
        {
            foreach (var facts in batches)
            {
                _unread.Enqueue(new FactBatch(0, ++_head, facts));
            }

            _written.TrySetResult();
        }
    }

    public long Head(int partition)
    {
        lock (_lock)
        {
            return _head;
        }
    }

    public int PartitionOf(ActorKey actor) => 0;

    public IReadOnlyList<FactBatch> ReadAfter(int partition, long position, int limit)
    {
        lock (_lock)
        {
            var read = new List<FactBatch>();
            while (read.Count < limit && _unread.TryDequeue(out var batch))
            {
                read.Add(batch);
            }

            if (read.Count == 0 && _written.Task.IsCompleted)
            {
                _written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return read;
        }
    }

    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new ValueTask(_written.Task.WaitAsync(cancellationToken));
        }
    }

    public void Release(int partition, long position)
    {
    }
}
