using System.Runtime.InteropServices;

namespace Engagement.Core.Users;

/// <summary>What <see cref="EventCounter"/> shows, as it lies in the array of its person. Most events happen on one day only, which needs no array.</summary>
internal struct EventTally(string name)
{
    private (int Day, int Count) _only;
    private (int Day, int Count)[]? _days;
    private int _dayCount;

    public string Event { get; } = name;

    public long Total { get; private set; }

    public long FirstMs { get; private set; }

    public long LastMs { get; private set; }

    public void Add(long ms)
    {
        FirstMs = Total == 0 ? ms : Math.Min(ms, FirstMs);
        LastMs = Total == 0 ? ms : Math.Max(ms, LastMs);
        Total++;
        AddDay(EventCounter.DayOf(ms), 1);
    }

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
        var days = DaysOf(ref this);
        var index = days.Length;
        while (index > 0 && days[index - 1].Day > day)
        {
            index--;
        }

        if (index > 0 && days[index - 1].Day == day)
        {
            days[index - 1].Count += count;
            return;
        }

        Insert(index, (day, count));
        DropBefore(DaysOf(ref this)[^1].Day - EventCounter.DaysKept);
    }

    /// <summary>Good until the tally changes or moves.</summary>
    public static Span<(int Day, int Count)> DaysOf(ref EventTally tally) => tally._days is { } days
        ? days.AsSpan(0, tally._dayCount)
        : MemoryMarshal.CreateSpan(ref tally._only, tally._dayCount);

    private void Insert(int index, (int Day, int Count) entry)
    {
        if (_days is null && _dayCount == 0)
        {
            _only = entry;
        }
        else
        {
            Grow();
            Array.Copy(_days!, index, _days!, index + 1, _dayCount - index);
            _days![index] = entry;
        }

        _dayCount++;
    }

    private void Grow()
    {
        if (_days is null)
        {
            _days = [_only, default];
        }
        else if (_dayCount == _days.Length)
        {
            Array.Resize(ref _days, _dayCount * 2);
        }
    }

    private void DropBefore(int day)
    {
        var days = DaysOf(ref this);
        var stale = 0;
        while (stale < days.Length && days[stale].Day < day)
        {
            stale++;
        }

        days[stale..].CopyTo(days);
        _dayCount -= stale;
    }
}
