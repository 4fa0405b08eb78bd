using Engagement.Core.Hashing;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>
/// The counters of one person, by event name, in the order of first occurrence. At most <see cref="MaximumNames"/> names are kept; further
/// names are not counted. Two arrays hold them all, one of hashes to search and one to change: a person is mostly met cold, when each
/// further object is a miss of the cache.
/// </summary>
public sealed class EventCounters
{
    public const int MaximumNames = 500;

    private uint[] _hashes = [];
    private EventTally[] _tallies = [];

    public int Count { get; private set; }

    public EventCounterList Items => new(this);

    public EventCounter? Find(string name) => IndexOf(name, QuickHash.Of(name)) is var index and >= 0 ? new EventCounter(this, index) : null;

    public void Add(string name, Instant at)
    {
        var index = IndexOrAdd(name);
        if (index >= 0)
        {
            _tallies[index].Add(at.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>Null when the name is new and there is no room.</summary>
    public EventCounter? FindOrAdd(string name) => IndexOrAdd(name) is var index and >= 0 ? new EventCounter(this, index) : null;

    internal ref EventTally At(int index) => ref _tallies[index];

    private int IndexOf(string name, uint hash)
    {
        for (var from = 0; from < Count;)
        {
            var found = _hashes.AsSpan(from, Count - from).IndexOf(hash);
            if (found < 0)
            {
                return -1;
            }

            if (_tallies[from + found].Event == name)
            {
                return from + found;
            }

            from += found + 1;
        }

        return -1;
    }

    private int IndexOrAdd(string name)
    {
        var hash = QuickHash.Of(name);
        var known = IndexOf(name, hash);
        return known < 0 && Count < MaximumNames ? Append(name, hash) : known;
    }

    private int Append(string name, uint hash)
    {
        if (Count == _tallies.Length)
        {
            var room = Math.Clamp(Count * 2, 4, MaximumNames);
            Array.Resize(ref _hashes, room);
            Array.Resize(ref _tallies, room);
        }

        _hashes[Count] = hash;
        _tallies[Count] = new EventTally(name);
        return Count++;
    }
}
