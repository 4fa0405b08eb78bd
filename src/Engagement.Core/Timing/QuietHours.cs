using NodaTime;

namespace Engagement.Core.Timing;

/// <summary>
/// The part of every day in which nothing goes out: from <paramref name="From"/> (inclusive) to <paramref name="To"/> (exclusive), over
/// midnight when <paramref name="To"/> is before <paramref name="From"/>, none when they are equal. Times map by
/// <see cref="LocalMapping"/>; a night that the clock skips altogether is not quiet.
/// </summary>
public sealed record QuietHours(LocalTime From, LocalTime To)
{
    public bool Covers(Instant now, DateTimeZone zone) => From != To && Covering(now, zone) is not null;

    /// <summary>The earliest instant that is not quiet: <paramref name="now"/> itself when it is not, else a later one.</summary>
    public Instant EndOf(Instant now, DateTimeZone zone)
    {
        if (From == To) return now;
        var end = now;
        // A span shifted by a gap may reach into the next one; then that one's end counts.
        while (Covering(end, zone) is { } later) end = later;
        return end;
    }

    private Instant? Covering(Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        for (var offset = -DailySpan.DaysBefore; offset <= DailySpan.DaysAfter; offset++)
            if (new DailySpan(From, To).TryOn(today.PlusDays(offset), zone, out var start, out var end) && start <= now && now < end)
                return end;
        return null;
    }
}
