using NodaTime;

namespace Engagement.Core.Users;

/// <summary>How often one event happened, and when.</summary>
public sealed class EventCounter(string name)
{
    /// <summary>Days that windowed counts can look back on.</summary>
    public const int DaysKept = 90;

    private (int Day, int Count)[] _days = [];
    private int _dayCount;

    public string Event { get; } = name;

    public long Total { get; private set; }

    public Instant First => Instant.FromUnixTimeMilliseconds(FirstMs);

    public Instant Last => Instant.FromUnixTimeMilliseconds(LastMs);

    /// <summary>As <see cref="First"/>, unix milliseconds: what is kept, since a state is written far more often than it is asked.</summary>
    public long FirstMs { get; private set; }

    public long LastMs { get; private set; }

    /// <summary>Days since 1970-01-01 UTC with how often it happened on each, oldest first.</summary>
    public ReadOnlySpan<(int Day, int Count)> Days => _days.AsSpan(0, _dayCount);

    public void Add(Instant at)
    {
        var ms = at.ToUnixTimeMilliseconds();
        FirstMs = Total == 0 ? ms : Math.Min(ms, FirstMs);
        LastMs = Total == 0 ? ms : Math.Max(ms, LastMs);
        Total++;
        AddDay(DayOf(ms), 1);
    }

    /// <summary>Counters add, first is the earlier, last the later.</summary>
    public void Merge(EventCounter other)
    {
        var known = Total > 0;
        Restore(Total + other.Total, known ? Math.Min(FirstMs, other.FirstMs) : other.FirstMs, known ? Math.Max(LastMs, other.LastMs) : other.LastMs);
        foreach (var (day, count) in other.Days)
        {
            AddDay(day, count);
        }
    }

    public void Restore(long total, long firstMs, long lastMs)
    {
        Total = total;
        FirstMs = firstMs;
        LastMs = lastMs;
    }

    public void AddDay(int day, int count)
    {
        var index = _dayCount;
        while (index > 0 && _days[index - 1].Day > day)
        {
            index--;
        }

        if (index > 0 && _days[index - 1].Day == day)
        {
            _days[index - 1].Count += count;
            return;
        }

        Insert(index, (day, count));
        DropBefore(_days[_dayCount - 1].Day - DaysKept);
    }

    /// <summary>
    /// Occurrences within the last <paramref name="days"/> times 24 h. The oldest day is counted whole; none is exact, because the last
    /// occurrence is known to the millisecond.
    /// </summary>
    public long Within(int days, Instant now)
    {
        var since = now - Duration.FromDays(days);
        if (Total == 0 || Last <= since)
        {
            return 0;
        }

        var from = DayOf(since.ToUnixTimeMilliseconds());
        long sum = 0;
        foreach (var (day, count) in Days)
        {
            sum += day >= from ? count : 0;
        }

        return sum;
    }

    private static int DayOf(long ms) => (int)Math.Floor(ms / (double)NodaConstants.MillisecondsPerDay);

    private void Insert(int index, (int Day, int Count) entry)
    {
        if (_dayCount == _days.Length)
        {
            Array.Resize(ref _days, Math.Max(2, _dayCount * 2));
        }

        Array.Copy(_days, index, _days, index + 1, _dayCount - index);
        _days[index] = entry;
        _dayCount++;
    }

    private void DropBefore(int day)
    {
        var stale = 0;
        while (stale < _dayCount && _days[stale].Day < day)
        {
            stale++;
        }

        if (stale > 0)
        {
            Array.Copy(_days, stale, _days, 0, _dayCount - stale);
            _dayCount -= stale;
        }
    }
}

/// <summary>The counters of one person, by event name. At most <see cref="MaximumNames"/> names are kept; further names are not counted.</summary>
public sealed class EventCounters
{
    public const int MaximumNames = 500;

    private EventCounter[] _items = [];

    public int Count { get; private set; }

    public ReadOnlySpan<EventCounter> Items => _items.AsSpan(0, Count);

    public EventCounter? Find(string name)
    {
        foreach (var counter in Items)
        {
            if (ReferenceEquals(counter.Event, name) || string.Equals(counter.Event, name, StringComparison.Ordinal))
            {
                return counter;
            }
        }

        return null;
    }

    public void Add(string name, Instant at) => FindOrAdd(name)?.Add(at);

    public EventCounter? FindOrAdd(string name)
    {
        if (Find(name) is { } found)
        {
            return found;
        }

        if (Count == MaximumNames)
        {
            return null;
        }

        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(4, Count * 2));
        }

        return _items[Count++] = new EventCounter(name);
    }
}
