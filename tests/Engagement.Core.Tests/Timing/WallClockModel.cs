using Engagement.Core.Timing;
using NodaTime;
using NodaTime.TimeZones;

namespace Engagement.Core.Tests.Timing;

/// <summary>What windows and quiet hours mean, written as plainly as possible and without regard to cost.</summary>
internal static class WallClockModel
{
    private static readonly ZoneLocalMappingResolver Lenient =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    public static Instant Map(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Lenient).ToInstant();

    public static bool IsOpen(SendWindow window, Instant now, DateTimeZone zone) => Covers(window.From, window.To, window.Days, now, zone);

    public static bool IsQuiet(QuietHours quiet, Instant now, DateTimeZone zone) =>
        quiet.From != quiet.To && Covers(quiet.From, quiet.To, Weekdays.All, now, zone);

    /// <summary>What the clock on the wall says; true of windows wherever no clock changes near by.</summary>
    public static bool ShowsOpen(SendWindow window, LocalDateTime clock)
    {
        var (today, yesterday) = (window.Days.Contains(clock.DayOfWeek), window.Days.Contains(clock.PlusDays(-1).DayOfWeek));
        var time = clock.TimeOfDay;
        return window.From < window.To
            ? today && window.From <= time && time < window.To
            : (today && window.From <= time) || (yesterday && time < window.To);
    }

    private static bool Covers(LocalTime from, LocalTime to, Weekdays days, Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        for (var date = today.PlusDays(-3); date <= today.PlusDays(2); date = date.PlusDays(1))
        {
            var (start, end) = (date + from, (from < to ? date : date.PlusDays(1)) + to);
            if (days.Contains(date.DayOfWeek) && Map(start, zone) <= now && now < Map(end, zone) && !IsSkipped(start, end, zone))
                return true;
        }

        return false;
    }

    // No minute from the first to the last is ever shown.
    private static bool IsSkipped(LocalDateTime from, LocalDateTime to, DateTimeZone zone)
    {
        for (var clock = from; clock <= to; clock = clock.PlusMinutes(1))
            if (zone.MapLocal(clock).Count > 0)
                return false;
        return zone.MapLocal(to).Count == 0;
    }
}
