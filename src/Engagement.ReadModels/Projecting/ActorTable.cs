using Engagement.Core;
using Engagement.ReadModels.Storage;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// Numbers the actors and remembers the last fact taken in of each, which is what tells a repeat. Entries are changed in memory, written by
/// <see cref="FlushNew"/> and <see cref="FlushTails"/>, and stay in memory while they are used.
/// </summary>
internal sealed class ActorTable : IDisposable
{
    /// <summary>Entries held before the older half of them may go.</summary>
    private const int Held = 50_000;

    private readonly IStore _store;
    private readonly IStatement _find;
    private readonly IStatement _insert;
    private readonly IStatement _setTail;
    private readonly List<(ActorKey Key, ActorEntry Entry)> _new = [];
    private readonly List<ActorEntry> _touched = [];
    private Dictionary<ActorKey, ActorEntry> _young = [];
    private Dictionary<ActorKey, ActorEntry> _old = [];

    public ActorTable(IStore store)
    {
        _store = store;
        _find = store.Prepare("actors.find");
        _insert = store.PrepareRows("actors.insert");
        _setTail = store.PrepareRows("tails.set");
    }

    /// <summary>The last number given to an actor.</summary>
    public long Last { get; set; }

    /// <summary>Reads the entries of many actors that will be asked for, where that is quicker than one by one.</summary>
    public void Expect(IEnumerable<ActorKey> keys)
    {
        var unknown = keys.Where(key => !_young.ContainsKey(key) && !_old.ContainsKey(key)).Distinct();
        foreach (var (key, row) in _store.ReadActors(unknown))
        {
            _young.Add(key, row is { } known ? EntryOf(known) : Number(key));
        }
    }

    /// <summary>The actor's entry; a new actor is in the table only after the next <see cref="FlushNew"/>.</summary>
    public ActorEntry Find(in ActorKey key)
    {
        if (_young.TryGetValue(key, out var entry))
        {
            return entry;
        }

        if (!_old.Remove(key, out entry))
        {
            entry = Read(key) ?? Number(key);
        }

        _young.Add(key, entry);
        return entry;
    }

    /// <summary>Takes a fact in by its number; false when that is a repeat.</summary>
    public bool TryTake(ActorEntry entry, long sequence)
    {
        if (sequence <= entry.Tail.Sequence)
        {
            return false;
        }

        entry.Tail = entry.Tail with { Sequence = sequence };
        if (!entry.IsTouched)
        {
            entry.IsTouched = true;
            _touched.Add(entry);
        }

        return true;
    }

    public void FlushNew()
    {
        foreach (var (key, entry) in _new)
        {
            _insert.Bind(1, key.ToString()).Bind(2, entry.Id).Run();
        }

        _new.Clear();
    }

    public void FlushTails()
    {
        // In order of id, neighbours share a page.
        _touched.Sort((one, other) => one.Id.CompareTo(other.Id));
        foreach (var entry in _touched)
        {
            _setTail.Bind(1, entry.Id).Bind(2, entry.Tail.Sequence).Bind(3, entry.Tail.Chunk).Bind(4, entry.Tail.Hour).Run();
        }
    }

    /// <summary>Ends a round: what it touched is written, and what was not used for long may leave memory.</summary>
    public void EndRound()
    {
        FlushTails();
        _touched.ForEach(entry => entry.IsTouched = false);
        _touched.Clear();
        if (_young.Count > Held)
        {
            (_old, _young) = (_young, []);
        }
    }

    /// <summary>Marks an actor's entry as erased, where it is in memory.</summary>
    public void MarkErased(in ActorKey key)
    {
        if (_young.TryGetValue(key, out var entry) || _old.TryGetValue(key, out entry))
        {
            entry.Erased = true;
            entry.Tail = entry.Tail.Extended(chunk: 0, hour: 0);
        }
    }

    /// <summary>Reads everything anew from the table.</summary>
    public void Forget()
    {
        _new.Clear();
        _touched.Clear();
        (_young, _old) = ([], []);
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _setTail.Dispose();
    }

    private ActorEntry? Read(in ActorKey key)
    {
        if (!_find.Bind(1, key.ToString()).Step())
        {
            return null;
        }

        var row = new ActorRow(_find.Integer(0), _find.Integer(1) != 0, _find.Integer(2), _find.Integer(3), _find.Integer(4));
        _find.Reset();
        return EntryOf(row);
    }

    private ActorEntry Number(in ActorKey key)
    {
        var entry = new ActorEntry(++Last);
        _new.Add((key, entry));
        return entry;
    }

    private static ActorEntry EntryOf(in ActorRow row) =>
        new(row.Id) { Erased = row.Erased, Tail = new Tail(row.Sequence, row.Chunk, row.Hour) };
}
