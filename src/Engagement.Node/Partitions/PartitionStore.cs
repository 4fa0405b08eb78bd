using System.Text;
using Engagement.Core;
using Engagement.Node.Storage;
using Engagement.Runtime;

namespace Engagement.Node.Partitions;

/// <summary>The files of one partition, and how an actor is found in them. Owned by the partition's thread once recovery is over.</summary>
internal sealed class PartitionStore : IDisposable
{
    private readonly JournalReader _rows;
    private readonly ActorTableReader _actors;
    private ActorChanges? _unfolded;
    private long _unfoldedRow;
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
    /// <param name="unfolded">Who is in the journal's tail.</param>
    /// <returns>The campaigns and workspaces of this partition.</returns>
    public IReadOnlyList<ActorShell> Recover(Action<ActorKey, long> arm, out IReadOnlyList<ActorKey> unfolded)
    {
        _unfoldedRow = Journal.LastSeq;
        var tail = Unfolded();
        var actors = new List<ActorKey>(tail?.Keys.Count ?? 0);
        foreach (var key in tail?.Keys ?? [])
        {
            var actor = ActorKey.Parse(Encoding.UTF8.GetString(key));
            actors.Add(actor);
            if (tail!.DueOf(key) is { } due)
            {
                arm(actor, due);
            }
        }

        foreach (var (key, due) in _actors.ScanDue())
        {
            if (tail is null || !tail.Contains(Encoding.UTF8.GetBytes(key)))
            {
                arm(ActorKey.Parse(key), due);
            }
        }

        unfolded = actors;
        return Definitions(actors);
    }

    public ActorShell Load(ActorKey key, string keyText)
    {
        if (Unfolded() is { } unfolded && Encoding.UTF8.GetBytes(keyText) is var utf8 && unfolded.Contains(utf8))
        {
            var image = _actors.Read(keyText, out var row);
            return unfolded.Build(utf8, image, row);
        }

        return _actors.TryRead(keyText, out var stored, out _) ? ActorShells.Load(key, stored.ToArray()) : ActorShells.Blank(key);
    }

    /// <summary>An actor left memory before what it did up to a journal row is in the table: it will have to be found in the journal.</summary>
    public void NoteUnfolded(long row) => _unfoldedRow = Math.Max(_unfoldedRow, row);

    public void Dispose()
    {
        _actors?.Dispose();
        _rows?.Dispose();
        Journal?.Dispose();
        Table?.Dispose();
    }

    private List<ActorShell> Definitions(List<ActorKey> tail)
    {
        var definitions = new Dictionary<string, ActorShell>(StringComparer.Ordinal);
        foreach (var key in tail.Where(key => key.Kind is ActorKind.Campaign or ActorKind.Workspace))
        {
            var text = key.ToString();
            definitions[text] = Load(key, text);
        }

        foreach (var kind in (ActorKind[])[ActorKind.Campaign, ActorKind.Workspace])
        {
            foreach (var (key, image, _) in _actors.ScanPrefix($"{ActorKey.Letter(kind)}\u001f"))
            {
                definitions.TryAdd(key, ActorShells.Load(ActorKey.Parse(key), image));
            }
        }

        return [.. definitions.Values];
    }

    /// <summary>The rows that somebody not in memory may still have to be found in; null when the table has it all.</summary>
    private ActorChanges? Unfolded()
    {
        if (_unfoldedRow <= Checkpoint)
        {
            return _unfolded = null;
        }

        if (_unfolded is null || _unfolded.LastRow < Checkpoint)
        {
            // What follows an older stretch may be trimmed by now, and is in the table.
            _unfolded = new ActorChanges(Checkpoint);
        }

        if (_unfolded.LastRow < _unfoldedRow)
        {
            foreach (var (seq, body) in _rows.ReadAfter(_unfolded.LastRow))
            {
                _unfolded.Add(seq, body);
            }
        }

        return _unfolded;
    }
}
