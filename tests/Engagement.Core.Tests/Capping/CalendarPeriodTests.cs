using Engagement.Core.Capping;
using Engagement.Core.Tests.Timing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Capping;

public class CalendarPeriodTests
{
    private static readonly CapUnit[] Units = [CapUnit.Minute, CapUnit.Hour, CapUnit.Day, CapUnit.Week, CapUnit.Month];

    [Theory]
    [InlineData(CapUnit.Minute, "2026-06-03T10:21")]
    [InlineData(CapUnit.Hour, "2026-06-03T11:00")]
    [InlineData(CapUnit.Day, "2026-06-04T00:00")]
    [InlineData(CapUnit.Week, "2026-06-08T00:00")]
    [InlineData(CapUnit.Month, "2026-07-01T00:00")]
    public void EndAfter_OnAWednesday_IsTheEndOfItsPeriod(CapUnit unit, string expected)
    {
        var end = CalendarPeriod.EndAfter(Instant.FromUtc(2026, 6, 3, 10, 20, 30), unit, DateTimeZone.Utc);
        end.InUtc().ToString("uuuu-MM-dd'T'HH:mm", null).ShouldBe(expected);
    }

    [Fact]
    public void EndAfter_OnMondayMidnight_IsTheNextMonday() =>
        CalendarPeriod.EndAfter(Instant.FromUtc(2026, 6, 1, 0, 0), CapUnit.Week, DateTimeZone.Utc)
            .ShouldBe(Instant.FromUtc(2026, 6, 8, 0, 0));

    [Fact]
    public void EndAfter_WhenMidnightIsSkipped_IsTheChangeOfClocks() =>
        CalendarPeriod.EndAfter(Instant.FromUtc(2026, 4, 23, 12, 0), CapUnit.Day, DateTimeZoneProviders.Tzdb["Africa/Cairo"])
            .ShouldBe(Instant.FromUtc(2026, 4, 23, 22, 0));

    [Fact]
    public void EndAfter_AroundEveryChangeOfEveryZone_IsTheFirstMinuteThatShowsAnotherPeriod()
    {
        foreach (var change in EveryZone.DistinctChanges)
            foreach (var unit in Units)
                Check(change, unit);
    }

    private static void Check(ClockChange change, CapUnit unit)
    {
        for (var minutes = -26 * 60; minutes < 26 * 60; minutes += Math.Abs(minutes) < 130 ? 1 : 13)
        {
            var at = change.At + Duration.FromMinutes(minutes) + Duration.FromSeconds(20);
            var end = CalendarPeriod.EndAfter(at, unit, change.Zone);
            var (now, last, next) = (Shown(at, unit, change), Shown(end - Duration.Epsilon, unit, change), Shown(end, unit, change));
            if (end <= at || last > now || next <= now) Assert.Fail($"{unit} of {at} in {change} ends at {end}");
        }
    }

    // The number of the period that the clock shows. In the hours that come twice it goes back, but shows no later one before the end.
    private static long Shown(Instant at, CapUnit unit, ClockChange change)
    {
        var local = at.InZone(change.Zone).LocalDateTime;
        var days = Period.DaysBetween(new LocalDate(2024, 1, 1), local.Date);
        return unit switch
        {
            CapUnit.Minute => (days * 24L + local.Hour) * 60 + local.Minute,
            CapUnit.Hour => days * 24L + local.Hour,
            CapUnit.Day => days,
            CapUnit.Week => days / 7,
            _ => local.Year * 12L + local.Month,
        };
    }
}
