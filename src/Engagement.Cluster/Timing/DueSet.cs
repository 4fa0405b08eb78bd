namespace Engagement.Cluster.Timing;

/// <summary>
/// Who is to be woken when, and who is being woken now. Whoever is being woken stays in what is kept until that has come to an end.
/// Not thread-safe.
/// </summary>
internal sealed class DueSet
{
    private readonly Dictionary<string, long> _due = new(StringComparer.Ordinal);
    private readonly HashSet<Waking> _waking = [];
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

    /// <summary>The next who is due by now; they are being woken from then on, until <see cref="Woken"/> or <see cref="Again"/>.</summary>
    public Waking? Take(long now)
    {
        DropStale();
        if (!_order.TryPeek(out var person, out var due) || due > now)
        {
            return null;
        }

        _order.Dequeue();
        _due.Remove(person);
        var waking = new Waking(person, due);
        _waking.Add(waking);
        return waking;
    }

    /// <summary>Somebody was woken.</summary>
    public void Woken(Waking waking) => _waking.Remove(waking);

    /// <summary>Somebody could not be woken and is to be again.</summary>
    public void Again(Waking waking, long due)
    {
        _waking.Remove(waking);
        Note(waking.Person, due);
    }

    public Dictionary<string, long> ToKeep()
    {
        var keep = new Dictionary<string, long>(_due, StringComparer.Ordinal);
        foreach (var waking in _waking)
        {
            keep[waking.Person] = Math.Min(waking.Due, keep.GetValueOrDefault(waking.Person, long.MaxValue));
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

    /// <summary>One waking of a person, told apart from any other of the same person: a second may begin before the first has ended.</summary>
    public sealed class Waking(string person, long due)
    {
        public string Person => person;

        public long Due => due;
    }
}
