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

    // Up to so many keys a scan is as fast as a table, and takes no memory.
    private const int MostScanned = 256;

    private ulong[] _keys = [];
    private (int Hour, int Count)[] _generations = [];
    private int _generationCount;

    // The same keys for look-up: made when it is first wanted, let go of whenever keys are.
    private KeySet? _index;

    public int Count { get; private set; }

    /// <summary>Oldest generation first. Good until a key is added.</summary>
    public ArraySegment<(int Hour, int Count)> Generations => new(_generations, 0, _generationCount);

    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, Count);

    public bool Contains(ulong key) => Count <= MostScanned ? Keys.Contains(key) : (_index ??= new KeySet(Keys)).Contains(key);

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
        _index?.Add(key);
        if (_generationCount > 0 && _generations[_generationCount - 1].Hour >= hour)
        {
            _generations[_generationCount - 1].Count++;
            return;
        }

        if (_generationCount == _generations.Length)
        {
            Array.Resize(ref _generations, Math.Max(1, _generationCount * 2));
        }

        _generations[_generationCount++] = (hour, 1);
    }

    /// <summary>Unites with another person's: all keys of both, by hour.</summary>
    public void Merge(RecentMessages other)
    {
        var all = Enumerate(this).Concat(Enumerate(other)).OrderBy(pair => pair.Hour).ToArray();
        Count = 0;
        _generationCount = 0;
        _index = null;
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
        foreach (var (hour, count) in messages.Generations)
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
        while (_generationCount > 0 && (_generations[0].Hour <= hour - HoursKept || Count >= Maximum))
        {
            var (first, held) = _generations[0];
            var stale = first <= hour - HoursKept ? held : Math.Min(held, Maximum / 16);
            Array.Copy(_keys, stale, _keys, 0, Count - stale);
            Count -= stale;
            _index = null;
            if (stale == held)
            {
                Array.Copy(_generations, 1, _generations, 0, --_generationCount);
            }
            else
            {
                _generations[0] = (first, held - stale);
            }
        }
    }
}
