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

    public Instant First { get; private set; }

    public Instant Last { get; private set; }

    /// <summary>Days since 1970-01-01 UTC with how often it happened on each, oldest first.</summary>
    public ReadOnlySpan<(int Day, int Count)> Days => _days.AsSpan(0, _dayCount);

    public void Add(Instant at)
    {
        First = Total == 0 || at < First ? at : First;
        Last = Total == 0 || at > Last ? at : Last;
        Total++;
        AddDay(DayOf(at), 1);
    }

    /// <summary>Counters add, first is the earlier, last the later.</summary>
    public void Merge(EventCounter other)
    {
        Restore(Total + other.Total, Total == 0 || other.First < First ? other.First : First, Total == 0 || other.Last > Last ? other.Last : Last);
        foreach (var (day, count) in other.Days)
        {
            AddDay(day, count);
        }
    }

    public void Restore(long total, Instant first, Instant last)
    {
        Total = total;
        First = first;
        Last = last;
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

        var from = DayOf(since);
        long sum = 0;
        foreach (var (day, count) in Days)
        {
            sum += day >= from ? count : 0;
        }

        return sum;
    }

    public static int DayOf(Instant at) => (int)Math.Floor(at.ToUnixTimeTicks() / (double)NodaConstants.TicksPerDay);

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
