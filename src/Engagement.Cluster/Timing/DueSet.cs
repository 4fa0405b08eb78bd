namespace Engagement.Cluster.Timing;

/// <summary>
/// Who is to be woken when, and who is being woken now. Whoever is being woken stays in what is kept until that has come to an end.
/// Not thread-safe.
/// </summary>
internal sealed class DueSet
{
    private readonly Dictionary<string, long> _due = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _waking = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> _order = new();

    public DueSet(IReadOnlyDictionary<string, long> kept)
    {
        foreach (var (person, due) in kept)
        {
            Note(person, due);
        }
    }

    public int Count => _due.Count;

    /// <summary>When the first is due; null when nobody is.</summary>
    public long? Next
    {
        get
        {
            DropStale();
            return _order.TryPeek(out _, out var due) ? due : null;
        }
    }

    /// <returns>Whether anything changed.</returns>
    public bool Note(string person, long due)
    {
        if (_due.TryGetValue(person, out var known) && known <= due)
        {
            return false;
        }

        _due[person] = due;
        _order.Enqueue(person, due);
        return true;
    }

    /// <summary>The next who is due by now; they are being woken from then on.</summary>
    public string? Take(long now)
    {
        DropStale();
        if (!_order.TryPeek(out var person, out var due) || due > now)
        {
            return null;
        }

        _order.Dequeue();
        _due.Remove(person);
        _waking[person] = due;
        return person;
    }

    /// <summary>Somebody was woken.</summary>
    public void Woken(string person) => _waking.Remove(person);

    /// <summary>Somebody could not be woken and is to be again.</summary>
    public void Again(string person, long due)
    {
        _waking.Remove(person);
        Note(person, due);
    }

    public Dictionary<string, long> ToKeep()
    {
        var keep = new Dictionary<string, long>(_due, StringComparer.Ordinal);
        foreach (var (person, due) in _waking)
        {
            keep[person] = Math.Min(due, keep.GetValueOrDefault(person, long.MaxValue));
        }

        return keep;
    }

    // A note that was made earlier left its later one behind in the queue.
    private void DropStale()
    {
        while (_order.TryPeek(out var person, out var due) && !(_due.TryGetValue(person, out var known) && known == due))
        {
            _order.Dequeue();
        }
    }
}
