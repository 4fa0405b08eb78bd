using System.Text;
using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.Node.Partitions;
using Engagement.Node.Storage;
using Engagement.Runtime.ReadSide;

namespace Engagement.Node;

/// <summary>The durable facts of a node, read from its journals. One reader at a time for each partition; the rest is for any thread.</summary>
public sealed class NodeFacts : IFactFeed
{
    private readonly Lock _gate = new();
    private Partition[] _partitions = [];
    private Lock[] _gates = [];
    private JournalReader?[] _readers = [];
    private long[] _read = [];
    private Func<ActorKey, int> _partitionOf = static _ => 0;
    private TaskCompletionSource? _waiting;

    public int Partitions => _partitions.Length;

    public long Head(int partition) => _partitions[partition].Store.Journal.LastSeq;

    public int PartitionOf(ActorKey actor) => _partitionOf(actor);

    public IReadOnlyList<FactBatch> ReadAfter(int partition, long position, int limit)
    {
        lock (_gates[partition])
        {
            var reader = _readers[partition] ??= JournalReader.Open(_partitions[partition].Store.JournalPath);
            var batches = reader.ReadAfter(position).Take(limit).Select(row => new FactBatch(partition, row.Seq, Decode(row.Body))).ToList();
            Volatile.Write(ref _read[partition], batches.Count == 0 ? position : batches[^1].Position);
            return batches;
        }
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        Task more;
        lock (_gate)
        {
            if (HasUnread())
            {
                return;
            }

            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            more = _waiting.Task;
        }

        await more.WaitAsync(cancellationToken);
    }

    public void Release(int partition, long position) => _partitions[partition].Release(position);

    internal void Open(Partition[] partitions, Func<ActorKey, int> partitionOf)
    {
        _gates = [.. partitions.Select(_ => new Lock())];
        _readers = new JournalReader?[partitions.Length];
        _read = new long[partitions.Length];
        (_partitionOf, _partitions) = (partitionOf, partitions);
    }

    internal void Written()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.SetResult();
    }

    internal void Close()
    {
        for (var i = 0; i < _readers.Length; i++)
        {
            lock (_gates[i])
            {
                _readers[i]?.Dispose();
                _readers[i] = null;
            }
        }
    }

    private bool HasUnread()
    {
        for (var i = 0; i < _partitions.Length; i++)
        {
            if (Head(i) > Volatile.Read(ref _read[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static List<FactRecord> Decode(byte[] body)
    {
        var facts = new List<FactRecord>();
        var reader = new JournalBatchReader(body);
        while (reader.Next(out var entry))
        {
            if (FactOf(entry) is { } fact)
            {
                facts.Add(new FactRecord(ActorKey.Parse(Encoding.UTF8.GetString(entry.Key)), entry.Sequence, fact));
            }
        }

        return facts;
    }

    private static Fact? FactOf(in JournalEntry entry)
    {
        switch (entry.Kind)
        {
            case JournalEntryKind.Fact:
                var source = new ByteReader(entry.Content);
                return FactCodec.Decode(ref source);
            case JournalEntryKind.Turn when entry.Sequence > 0:
                return TurnCodec.FactOf(entry.Content);
            default:
                return null;
        }
    }
}
