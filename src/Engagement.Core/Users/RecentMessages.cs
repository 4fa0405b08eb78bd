using NodaTime;

namespace Engagement.Core.Users;

/// <summary>
/// Keys of messages taken in, so that a repeat is known for at least 24 hours after its first arrival, in hourly generations. Beyond
/// <see cref="Maximum"/> keys the oldest sixteenth goes early.
/// </summary>
public sealed class RecentMessages
{
    public const int HoursKept = 25;
    public const int Maximum = 20_000;

    private ulong[] _keys = [];
    private readonly List<(int Hour, int Count)> _generations = [];

    public int Count { get; private set; }

    /// <summary>Oldest generation first.</summary>
    public IReadOnlyList<(int Hour, int Count)> Generations => _generations;

    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, Count);

    public bool Contains(ulong key) => Keys.Contains(key);

    /// <summary>Takes the key in; false when it was there already.</summary>
    public bool TryAdd(ulong key, Instant now)
    {
        if (Contains(key))
        {
            return false;
        }

        var hour = HourOf(now);
        Forget(hour);
        Append(key, hour);
        return true;
    }

    /// <summary>Adds a key of a generation; generations must come in order.</summary>
    public void Append(ulong key, int hour)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(8, Count * 2));
        }

        _keys[Count++] = key;
        if (_generations.Count > 0 && _generations[^1].Hour >= hour)
        {
            _generations[^1] = (_generations[^1].Hour, _generations[^1].Count + 1);
        }
        else
        {
            _generations.Add((hour, 1));
        }
    }

    /// <summary>Unites with another person's: all keys of both, by hour.</summary>
    public void Merge(RecentMessages other)
    {
        var all = Enumerate(this).Concat(Enumerate(other)).OrderBy(pair => pair.Hour).ToArray();
        Count = 0;
        _generations.Clear();
        foreach (var (key, hour) in all)
        {
            if (!Contains(key))
            {
                Append(key, hour);
            }
        }
    }

    private static List<(ulong Key, int Hour)> Enumerate(RecentMessages messages)
    {
        var all = new List<(ulong Key, int Hour)>(messages.Count);
        foreach (var (hour, count) in messages._generations)
        {
            foreach (var key in messages.Keys.Slice(all.Count, count))
            {
                all.Add((key, hour));
            }
        }

        return all;
    }

    private static int HourOf(Instant at) => (int)(at.ToUnixTimeSeconds() / 3600);

    private void Forget(int hour)
    {
        while (_generations.Count > 0 && (_generations[0].Hour <= hour - HoursKept || Count >= Maximum))
        {
            var (first, held) = _generations[0];
            var stale = first <= hour - HoursKept ? held : Math.Min(held, Maximum / 16);
            Array.Copy(_keys, stale, _keys, 0, Count - stale);
            Count -= stale;
            if (stale == held)
            {
                _generations.RemoveAt(0);
            }
            else
            {
                _generations[0] = (first, held - stale);
            }
        }
    }
}
