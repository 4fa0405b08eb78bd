using NodaTime;

namespace Engagement.Core.Users;

/// <summary>How often one event happened to a person, and when. A view on the person's <see cref="EventCounters"/>: it shows what is so now.</summary>
public readonly struct EventCounter
{
    /// <summary>Days that windowed counts can look back on.</summary>
    public const int DaysKept = 90;

    private readonly EventCounters _counters;
    private readonly int _index;

    internal EventCounter(EventCounters counters, int index)
    {
        _counters = counters;
        _index = index;
    }

    public string Event => Tally.Event;

    public long Total => Tally.Total;

    public Instant First => Instant.FromUnixTimeMilliseconds(FirstMs);

    public Instant Last => Instant.FromUnixTimeMilliseconds(LastMs);

    /// <summary>As <see cref="First"/>, unix milliseconds: what is kept, since a state is written far more often than it is asked.</summary>
    public long FirstMs => Tally.FirstMs;

    public long LastMs => Tally.LastMs;

    /// <summary>Days since 1970-01-01 UTC with how often it happened on each, oldest first. Good until the counter changes.</summary>
    public ReadOnlySpan<(int Day, int Count)> Days => EventTally.DaysOf(ref Tally);

    private ref EventTally Tally => ref _counters.At(_index);

    public void Add(Instant at) => Tally.Add(at.ToUnixTimeMilliseconds());

    /// <summary>Counters add, first is the earlier, last the later.</summary>
    public void Merge(EventCounter other) => Tally.Merge(other);

    public void Restore(long total, long firstMs, long lastMs) => Tally.Restore(total, firstMs, lastMs);

    public void AddDay(int day, int count) => Tally.AddDay(day, count);

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

    internal static int DayOf(long ms) => (int)((ms - (ms < 0 ? NodaConstants.MillisecondsPerDay - 1 : 0)) / NodaConstants.MillisecondsPerDay);
}
