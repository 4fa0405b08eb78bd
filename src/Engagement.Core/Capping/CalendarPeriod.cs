using NodaTime;

namespace Engagement.Core.Capping;

/// <summary>The minute, hour, day, week or month that a wall clock and calendar show.</summary>
public static class CalendarPeriod
{
    /// <summary>
    /// The first instant after <paramref name="at"/> at which the clock in <paramref name="zone"/> shows the end of the period that holds
    /// <paramref name="at"/>, or jumps past it.
    /// </summary>
    public static Instant EndAfter(Instant at, CapUnit unit, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(EndOf(at.InZone(zone).LocalDateTime, unit));
        if (mapping.Count == 0) return mapping.EarlyInterval.End;
        var end = mapping.First().ToInstant();
        return end > at ? end : mapping.Last().ToInstant();
    }

    private static LocalDateTime EndOf(LocalDateTime local, CapUnit unit) => unit switch
    {
        CapUnit.Minute => local.With(TimeAdjusters.TruncateToMinute).PlusMinutes(1),
        CapUnit.Hour => local.With(TimeAdjusters.TruncateToHour).PlusHours(1),
        CapUnit.Day => local.Date.PlusDays(1).AtMidnight(),
        CapUnit.Week => local.Date.Next(IsoDayOfWeek.Monday).AtMidnight(),
        _ => local.Date.With(DateAdjusters.EndOfMonth).PlusDays(1).AtMidnight(),
    };
}
