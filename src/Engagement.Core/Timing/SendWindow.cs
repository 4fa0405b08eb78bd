using System.Diagnostics;
using NodaTime;

namespace Engagement.Core.Timing;

/// <summary>
/// The part of the week in which a message may go out. Open from <paramref name="From"/> (inclusive) to <paramref name="To"/> (exclusive);
/// over midnight when <paramref name="To"/> is not after <paramref name="From"/>, and for a whole day when they are equal.
/// <paramref name="Days"/> are the days on which it opens: a window 22:00 to 02:00 on Fridays is open on Saturday at 01:00.
/// Times map by <see cref="LocalMapping"/>; an opening that the clock skips altogether does not take place that day.
/// </summary>
/// <param name="Days">At least one day.</param>
/// <param name="Zone">The zone to hand to the methods.</param>
public sealed record SendWindow(LocalTime From, LocalTime To, Weekdays Days, ZoneChoice Zone, Outside Outside)
{
    // No zone skips the same time of day in ten weeks running.
    private const int SearchedDays = 70;

    public Weekdays Days { get; init; } =
        (Days & Weekdays.All) != Weekdays.None ? Days : throw new ArgumentException("a window opens on at least one day", nameof(Days));

    private DailySpan Span => new(From, To);

    public bool IsOpen(Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        for (var offset = -DailySpan.DaysBefore; offset <= DailySpan.DaysAfter; offset++)
            if (Opens(today.PlusDays(offset), zone, out var start, out var end) && start <= now && now < end)
                return true;
        return false;
    }

    /// <summary>The earliest instant at which the window is open: <paramref name="now"/> itself when it is, else a later one.</summary>
    public Instant NextOpen(Instant now, DateTimeZone zone)
    {
        var first = now.InZone(zone).Date.PlusDays(-DailySpan.DaysBefore);
        for (var offset = 0; offset < SearchedDays; offset++)
            if (Opens(first.PlusDays(offset), zone, out var start, out var end) && now < end)
                return Instant.Max(start, now);
        throw new UnreachableException($"{this} does not open in {zone.Id} after {now}");
    }

    private bool Opens(LocalDate date, DateTimeZone zone, out Instant start, out Instant end)
    {
        (start, end) = (default, default);
        return Days.Contains(date.DayOfWeek) && Span.TryOn(date, zone, out start, out end);
    }
}
