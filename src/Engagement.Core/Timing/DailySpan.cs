using NodaTime;

namespace Engagement.Core.Timing;

/// <summary>
/// A stretch of the wall clock that comes every day: from inclusive, to exclusive. It ends on the following day when
/// <paramref name="To"/> is not after <paramref name="From"/>; equal ends make a whole day.
/// </summary>
internal readonly record struct DailySpan(LocalTime From, LocalTime To)
{
    /// <summary>How far the date on which a span began may lie from the date shown inside it, even where a day is skipped.</summary>
    public const int DaysBefore = 2, DaysAfter = 1;

    /// <summary>
    /// The instants of the span that begins on <paramref name="date"/>. False when the clock skips it: both ends in one gap, or the
    /// shifted beginning not before the end.
    /// </summary>
    public bool TryOn(LocalDate date, DateTimeZone zone, out Instant start, out Instant end)
    {
        var from = zone.MapLocal(date + From);
        var to = zone.MapLocal((To > From ? date : date.PlusDays(1)) + To);
        start = from.ToInstantLeniently();
        end = to.ToInstantLeniently();
        var insideGap = from.IsSkipped() && to.IsSkipped() && from.EarlyInterval.Equals(to.EarlyInterval);
        return start < end && !insideGap;
    }
}
