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
    // The newest generation is here, and only those before it are in an array, which few people have.
    private (int Hour, int Count) _newest;
    private (int Hour, int Count)[]? _older;
    private int _olderCount;
    private int _oldestHour;

    // The same keys for look-up: made when it is first wanted, let go of whenever keys are.
    private KeySet? _index;

    public int Count { get; private set; }

    /// <summary>Oldest generation first. Good until a key is added.</summary>
    public MessageGenerations Generations => new(_older.AsSpan(0, _olderCount), _newest);

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
        if (_newest.Count > 0 && _newest.Hour >= hour)
        {
            _newest.Count++;
            return;
        }

        StartGeneration(hour);
    }

    /// <summary>Unites with another person's: all keys of both, by hour.</summary>
    public void Merge(RecentMessages other)
    {
        var all = Enumerate(this).Concat(Enumerate(other)).OrderBy(pair => pair.Hour).ToArray();
        Count = 0;
        (_newest, _olderCount, _index) = (default, 0, null);
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

    private void StartGeneration(int hour)
    {
        if (_newest.Count > 0)
        {
            _older ??= new (int, int)[2];
            if (_olderCount == _older.Length)
            {
                Array.Resize(ref _older, _olderCount * 2);
            }

            _older[_olderCount++] = _newest;
        }

        _newest = (hour, 1);
        _oldestHour = _olderCount > 0 ? _oldestHour : hour;
    }

    private void Forget(int hour)
    {
        while (Count > 0 && (_oldestHour <= hour - HoursKept || Count >= Maximum))
        {
            ref var oldest = ref (_olderCount > 0 ? ref _older![0] : ref _newest);
            var stale = _oldestHour <= hour - HoursKept ? oldest.Count : Math.Min(oldest.Count, Maximum / 16);
            Array.Copy(_keys, stale, _keys, 0, Count - stale);
            Count -= stale;
            _index = null;
            oldest.Count -= stale;
            if (oldest.Count == 0)
            {
                ForgetOldest();
            }
        }
    }

    private void ForgetOldest()
    {
        if (_olderCount > 0)
        {
            Array.Copy(_older!, 1, _older!, 0, --_olderCount);
        }

        _oldestHour = _olderCount > 0 ? _older![0].Hour : _newest.Hour;
    }
}
