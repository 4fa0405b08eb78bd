using Dapper;
using Engagement.Core;
using Engagement.ReadModels.Storage;
using Microsoft.Data.Sqlite;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// Numbers the actors and remembers the last fact taken in of each, which is what tells a repeat. Entries are changed in memory and written
/// by <see cref="Flush"/>; those lately used stay in memory.
/// </summary>
internal sealed class ActorTable : IDisposable
{
    /// <summary>Entries held before the older half of them may go.</summary>
    private const int Held = 50_000;

    private readonly SqliteConnection _connection;
    private readonly Statement _find;
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly List<(ActorKey Key, ActorEntry Entry)> _touched = [];
    private Dictionary<ActorKey, ActorEntry> _young = [];
    private Dictionary<ActorKey, ActorEntry> _old = [];
    private long _last;

    public ActorTable(SqliteConnection connection)
    {
        _connection = connection;
        _find = new Statement(connection, "SELECT id, sequence, erased FROM actors WHERE key = ?1");
        _insert = new Statement(connection, "INSERT INTO actors (id, key, person, sequence) VALUES (?1, ?2, ?1, ?3)");
        _update = new Statement(connection, "UPDATE actors SET sequence = ?2 WHERE id = ?1");
        Forget();
    }

    /// <summary>The actor's entry; of a new actor it is in the table only after the next <see cref="Flush"/>.</summary>
    public ActorEntry Find(in ActorKey key)
    {
        if (_young.TryGetValue(key, out var entry))
        {
            return entry;
        }

        if (!_old.Remove(key, out entry))
        {
            entry = Read(key) ?? new ActorEntry(++_last, sequence: 0, erased: false) { IsNew = true };
        }

        _young.Add(key, entry);
        if (entry.IsNew)
        {
            Touch(key, entry);
        }

        return entry;
    }

    /// <summary>Takes a fact in by its number; false when that is a repeat.</summary>
    public bool TryTake(in ActorKey key, ActorEntry entry, long sequence)
    {
        if (sequence <= entry.Sequence)
        {
            return false;
        }

        entry.Sequence = sequence;
        Touch(key, entry);
        return true;
    }

    public void Flush()
    {
        // In order of id, neighbours share a page.
        _touched.Sort((one, other) => one.Entry.Id.CompareTo(other.Entry.Id));
        foreach (var (key, entry) in _touched)
        {
            if (entry.IsNew)
            {
                _insert.Bind(1, entry.Id).Bind(2, key.ToString()).Bind(3, entry.Sequence).Run();
            }
            else
            {
                _update.Bind(1, entry.Id).Bind(2, entry.Sequence).Run();
            }

            entry.IsNew = entry.IsTouched = false;
        }

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
        }
    }

    /// <summary>Reads everything anew from the table.</summary>
    public void Forget()
    {
        _touched.Clear();
        (_young, _old) = ([], []);
        _last = _connection.ExecuteScalar<long>("SELECT coalesce(max(id), 0) FROM actors");
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
    }

    private void Touch(in ActorKey key, ActorEntry entry)
    {
        if (!entry.IsTouched)
        {
            entry.IsTouched = true;
            _touched.Add((key, entry));
        }
    }

    private ActorEntry? Read(in ActorKey key)
    {
        if (!_find.Bind(1, key.ToString()).Step())
        {
            return null;
        }

        var entry = new ActorEntry(_find.Integer(0), _find.Integer(1), _find.Integer(2) != 0);
        _find.Reset();
        return entry;
    }
}
