using Engagement.Core.Timing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Timing;

/// <summary>Windows, quiet hours and mapping around every change of every zone's clocks in 2026 and 2027, minute by minute.</summary>
public class EveryZoneTests
{
    private const int Around = 12 * 60;

    private static readonly SendWindow[] Windows =
    [
        Window(9, 0, 21, 0, Weekdays.All),
        Window(22, 0, 7, 0, Weekdays.All),
        Window(2, 10, 2, 50, Weekdays.All),
        Window(2, 30, 5, 0, Weekdays.Saturday | Weekdays.Sunday),
        Window(1, 30, 2, 30, Weekdays.All),
        Window(23, 30, 0, 30, Weekdays.Friday | Weekdays.Saturday),
        Window(0, 0, 0, 0, Weekdays.Sunday),
        Window(3, 15, 2, 30, Weekdays.All),
    ];

    [Fact]
    public void Sweep_WhenClocksChange_CoversBothDirectionsAndManyZones()
    {
        EveryZone.All.Length.ShouldBeGreaterThan(500);
        EveryZone.Changes.Select(change => change.Zone).Distinct().Count().ShouldBeGreaterThan(150);
        EveryZone.DistinctChanges.ShouldContain(change => change.Before > change.After);
        EveryZone.DistinctChanges.ShouldContain(change => change.Before < change.After);
    }

    [Fact]
    public void ToInstantLeniently_AroundEveryChange_ShiftsForwardInGapsAndTakesTheEarlierInOverlaps()
    {
        foreach (var change in EveryZone.Changes)
            foreach (var local in LocalMinutes(change))
            {
                var instant = local.ToInstantLeniently(change.Zone);
                var shown = instant.InZone(change.Zone).LocalDateTime;
                if (shown != local) shown.ShouldBe(local.PlusSeconds((change.After - change.Before).Seconds), change.ToString());
                instant.ShouldBe(WallClockModel.Map(local, change.Zone));
            }
    }

    [Fact]
    public void IsOpenAndNextOpen_AroundEveryChange_AreThoseOfThePlainModel()
    {
        foreach (var change in EveryZone.DistinctChanges)
            foreach (var window in Windows)
                CheckWindow(window, change);
    }

    [Fact]
    public void CoversAndEndOf_AroundEveryChange_AreThoseOfThePlainModel()
    {
        foreach (var change in EveryZone.DistinctChanges)
            foreach (var window in Windows)
                CheckQuiet(new QuietHours(window.From, window.To), change);
    }

    [Fact]
    public void NextOpenAndEndOf_InEveryZone_AreOpenAndNotQuiet()
    {
        var quiet = new QuietHours(new LocalTime(22, 0), new LocalTime(7, 0));
        foreach (var zone in EveryZone.All)
            for (var now = EveryZone.Since; now < EveryZone.Until; now += Duration.FromHours(37 * 24 + 5))
            {
                var open = Windows[0].NextOpen(now, zone);
                (open >= now && WallClockModel.ShowsOpen(Windows[0], open.InZone(zone).LocalDateTime)).ShouldBeTrue();
                var calm = quiet.EndOf(now, zone);
                (calm >= now && !WallClockModel.IsQuiet(quiet, calm, zone)).ShouldBeTrue();
            }
    }

    // Backwards, so that what was found a minute later says what must be found now.
    private static void CheckWindow(SendWindow window, ClockChange change)
    {
        var (zone, later) = (change.Zone, window.NextOpen(change.At + Duration.FromMinutes(Around), change.Zone));
        foreach (var now in Moments(change).Reverse())
        {
            var open = WallClockModel.IsOpen(window, now, zone);
            Same(window.IsOpen(now, zone), open, window, change, now);
            var next = window.NextOpen(now, zone);
            Same(next, open ? now : later, window, change, now);
            if (!open) Same(WallClockModel.IsOpen(window, next, zone), true, window, change, now);
            later = next;
        }
    }

    private static void CheckQuiet(QuietHours quiet, ClockChange change)
    {
        var (zone, later) = (change.Zone, quiet.EndOf(change.At + Duration.FromMinutes(Around), change.Zone));
        foreach (var now in Moments(change).Reverse())
        {
            var isQuiet = WallClockModel.IsQuiet(quiet, now, zone);
            Same(quiet.Covers(now, zone), isQuiet, quiet, change, now);
            var end = quiet.EndOf(now, zone);
            Same(end, isQuiet ? later : now, quiet, change, now);
            if (isQuiet) Same(WallClockModel.IsQuiet(quiet, end, zone), false, quiet, change, now);
            later = end;
        }
    }

    // Half a million comparisons: the words of a failure are made only when there is one.
    private static void Same<T>(T actual, T expected, object rule, ClockChange change, Instant now)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected)) actual.ShouldBe(expected, $"{rule} {change} at {now}");
    }

    // Each minute near the change, each fifth further out: every end of these windows falls on one of them.
    private static IEnumerable<Instant> Moments(ClockChange change)
    {
        for (var minutes = -Around; minutes < Around; minutes += Math.Abs(minutes) < 65 ? 1 : 5)
            yield return change.At + Duration.FromMinutes(minutes);
    }

    private static IEnumerable<LocalDateTime> LocalMinutes(ClockChange change)
    {
        var at = change.At.WithOffset(change.Before).LocalDateTime;
        for (var minutes = -200; minutes <= 200; minutes += 5) yield return at.PlusMinutes(minutes);
    }

    private static SendWindow Window(int fromHour, int fromMinute, int toHour, int toMinute, Weekdays days) =>
        new(new LocalTime(fromHour, fromMinute), new LocalTime(toHour, toMinute), days, ZoneChoice.User, Outside.Defer);
}
