using System.Text;
using Engagement.Core;
using Engagement.Core.Hashing;
using Engagement.Node.Storage;
using Engagement.Runtime;

namespace Engagement.Node.Partitions;

/// <summary>The files of one partition, and how an actor is found in them. Owned by the partition's thread once recovery is over.</summary>
internal sealed class PartitionStore : IDisposable
{
    private readonly JournalReader _rows;
    private readonly ActorTableReader _actors;
    private readonly UnfoldedRows _unfolded = new();
    private long _checkpoint;

    public PartitionStore(string folder, int index)
    {
        JournalPath = Path.Combine(folder, $"journal-{index}.db");
        Table = ActorTable.Open(Path.Combine(folder, $"actors-{index}.db"));
        try
        {
            _checkpoint = Table.CheckpointSeq;
            Journal = Journal.Open(JournalPath, _checkpoint);
            _rows = JournalReader.Open(JournalPath);
            _actors = ActorTableReader.Open(Path.Combine(folder, $"actors-{index}.db"));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string JournalPath { get; }

    public Journal Journal { get; } = null!;

    /// <summary>Written by the checkpointer alone.</summary>
    public ActorTable Table { get; }

    /// <summary>The journal row up to which the table is complete.</summary>
    public long Checkpoint
    {
        get => Volatile.Read(ref _checkpoint);
        set => Volatile.Write(ref _checkpoint, value);
    }

    /// <summary>Reads the journal's tail and the table's timers.</summary>
    /// <param name="arm">Told of every actor that wants to be woken, and when.</param>
    /// <returns>The campaigns and workspaces of this partition.</returns>
    public IReadOnlyList<ActorShell> Recover(Action<ActorKey, long> arm)
    {
        var tail = new Dictionary<ulong, (string? Key, long? Due)>();
        var definitions = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var (seq, body) in _rows.ReadAfter(Checkpoint))
        {
            var reader = new JournalBatchReader(body);
            while (reader.Next(out var entry))
            {
                if (entry.Kind != JournalEntryKind.Fact)
                {
                    Recover(seq, entry, tail, definitions);
                }
            }
        }

        foreach (var (key, due) in tail.Values.Where(actor => actor.Due is not null))
        {
            arm(ActorKey.Parse(key!), due!.Value);
        }

        foreach (var (key, due) in _actors.ScanDue().Where(actor => !tail.ContainsKey(StableHash.Of(actor.Key))))
        {
            arm(ActorKey.Parse(key), due);
        }

        return Definitions(definitions);
    }

    public ActorShell Load(ActorKey key, string keyText)
    {
        if (_unfolded.Find(keyText, Checkpoint) is { } row && FromJournal(keyText, row) is { } image)
        {
            return image.Length == 0 ? ActorShells.Blank(key) : ActorShells.Load(key, image);
        }

        return _actors.TryRead(keyText, out var stored, out _) ? ActorShells.Load(key, stored.ToArray()) : ActorShells.Blank(key);
    }

    /// <summary>Remembers where the newest image of an actor is that leaves memory before it is in the table.</summary>
    public void NoteUnfolded(string keyText, long row)
    {
        if (row > Checkpoint)
        {
            _unfolded.Add(StableHash.Of(keyText), row);
        }
    }

    public void Dispose()
    {
        _actors?.Dispose();
        _rows?.Dispose();
        Journal?.Dispose();
        Table?.Dispose();
    }

    private void Recover(long seq, in JournalEntry entry, Dictionary<ulong, (string? Key, long? Due)> tail, Dictionary<string, byte[]?> definitions)
    {
        var hash = StableHash.Of(entry.Key);
        _unfolded.Add(hash, seq);
        tail[hash] = (entry.Due is null ? null : Encoding.UTF8.GetString(entry.Key), entry.Due);
        if (entry.Key[0] == ActorKey.Letter(ActorKind.Campaign) || entry.Key[0] == ActorKey.Letter(ActorKind.Workspace))
        {
            definitions[Encoding.UTF8.GetString(entry.Key)] = entry.Kind == JournalEntryKind.Deleted ? null : entry.Content.ToArray();
        }
    }

    private List<ActorShell> Definitions(Dictionary<string, byte[]?> newer)
    {
        foreach (var kind in (ActorKind[])[ActorKind.Campaign, ActorKind.Workspace])
        {
            foreach (var (key, image, _) in _actors.ScanPrefix($"{ActorKey.Letter(kind)}\u001f"))
            {
                newer.TryAdd(key, image);
            }
        }

        return [.. newer.Where(pair => pair.Value is not null).Select(pair => ActorShells.Load(ActorKey.Parse(pair.Key), pair.Value!))];
    }

    // Empty: deleted. Null: in none of the rows, so the table has it.
    private byte[]? FromJournal(string keyText, long row)
    {
        var key = Encoding.UTF8.GetBytes(keyText);
        if (_rows.TryRead(row) is { } body && Newest(body, key) is { } image)
        {
            return image;
        }

        byte[]? newest = null;
        foreach (var (_, other) in _rows.ReadAfter(Checkpoint))
        {
            newest = Newest(other, key) ?? newest;
        }

        return newest;
    }

    private static byte[]? Newest(byte[] body, byte[] key)
    {
        byte[]? newest = null;
        var reader = new JournalBatchReader(body);
        while (reader.Next(out var entry))
        {
            if (entry.Kind != JournalEntryKind.Fact && entry.Key.SequenceEqual(key))
            {
                newest = entry.Content.ToArray();
            }
        }

        return newest;
    }
}
