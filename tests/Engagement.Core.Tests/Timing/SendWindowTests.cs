using Engagement.Core.Timing;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Timing;

public class SendWindowTests
{
    private static readonly DateTimeZone Oslo = DateTimeZoneProviders.Tzdb["Europe/Oslo"];

    [Theory]
    [InlineData(8, 59, false)]
    [InlineData(9, 0, true)]
    [InlineData(17, 59, true)]
    [InlineData(18, 0, false)]
    public void IsOpen_AtTheEnds_IncludesTheFirstAndExcludesTheLast(int hour, int minute, bool open) =>
        Window("09:00", "18:00").IsOpen(At(1, hour, minute), Oslo).ShouldBe(open);

    [Fact]
    public void NextOpen_AfterTheWindow_IsTheNextMorning() => Window("09:00", "18:00").NextOpen(At(1, 20, 0), Oslo).ShouldBe(At(2, 9, 0));

    [Fact]
    public void NextOpen_InsideTheWindow_IsNow() => Window("09:00", "18:00").NextOpen(At(1, 12, 34), Oslo).ShouldBe(At(1, 12, 34));

    [Fact]
    public void NextOpen_OnFridayEveningOfAWorkdayWindow_IsMonday() =>
        Window("09:00", "18:00", Weekdays.All & ~(Weekdays.Saturday | Weekdays.Sunday)).NextOpen(At(5, 18, 0), Oslo).ShouldBe(At(8, 9, 0));

    [Theory]
    [InlineData(5, 21, 59, false)]
    [InlineData(5, 22, 0, true)]
    [InlineData(6, 1, 59, true)]
    [InlineData(6, 2, 0, false)]
    [InlineData(6, 22, 0, false)]
    [InlineData(5, 1, 0, false)]
    public void IsOpen_OverMidnightOnFridays_TestsTheDayOnWhichItOpened(int day, int hour, int minute, bool open) =>
        Window("22:00", "02:00", Weekdays.Friday).IsOpen(At(day, hour, minute), Oslo).ShouldBe(open);

    [Theory]
    [InlineData(5, 8, 59, false)]
    [InlineData(5, 9, 0, true)]
    [InlineData(6, 8, 59, true)]
    [InlineData(6, 9, 0, false)]
    public void IsOpen_WhenTheEndsAreEqual_LastsAWholeDay(int day, int hour, int minute, bool open) =>
        Window("09:00", "09:00", Weekdays.Friday).IsOpen(At(day, hour, minute), Oslo).ShouldBe(open);

    [Fact]
    public void NextOpen_WhenTheOpeningIsInAGap_IsShiftedForward() =>
        Window("02:30", "05:00").NextOpen(Instant.FromUtc(2026, 3, 29, 0, 0), Oslo).ShouldBe(Instant.FromUtc(2026, 3, 29, 1, 30));

    [Theory]
    [InlineData("02:10", "02:50")]
    [InlineData("02:30", "03:15")]
    public void NextOpen_WhenAGapLeavesNothingOfTheWindow_IsTheNextDay(string from, string to)
    {
        var opening = Window(from, to).From;
        Window(from, to).NextOpen(Instant.FromUtc(2026, 3, 28, 12, 0), Oslo)
            .ShouldBe((new LocalDate(2026, 3, 30) + opening).InZoneStrictly(Oslo).ToInstant());
    }

    [Fact]
    public void IsOpen_WhenTheHourOfTheWindowComesTwice_IsOpenTheFirstTimeOnly()
    {
        var window = Window("02:00", "02:30");
        window.IsOpen(Instant.FromUtc(2026, 10, 25, 0, 15), Oslo).ShouldBeTrue();
        window.IsOpen(Instant.FromUtc(2026, 10, 25, 1, 15), Oslo).ShouldBeFalse();
    }

    [Fact]
    public void NextOpen_WhenAWholeDayIsSkipped_IsTheDayAfter()
    {
        var apia = DateTimeZoneProviders.Tzdb["Pacific/Apia"];
        Window("09:00", "10:00").NextOpen(new LocalDateTime(2011, 12, 29, 11, 0).InZoneStrictly(apia).ToInstant(), apia)
            .ShouldBe(new LocalDateTime(2011, 12, 31, 9, 0).InZoneStrictly(apia).ToInstant());
        Window("09:00", "10:00", Weekdays.Friday).NextOpen(new LocalDateTime(2011, 12, 29, 11, 0).InZoneStrictly(apia).ToInstant(), apia)
            .ShouldBe(new LocalDateTime(2012, 1, 6, 9, 0).InZoneStrictly(apia).ToInstant());
    }

    [Fact]
    public void New_WithoutAnyDay_IsABug() => Should.Throw<ArgumentException>(() => Window("09:00", "18:00", Weekdays.None));

    [Fact]
    public void NextOpen_AnywhereAnyTimeForAnyWindow_IsTheFirstOpenMoment() => Property.Holds(
        from moment in Gens.Moment from window in Gens.Window from fraction in Gen.Choose(0, 999) select (moment, window, fraction),
        @case =>
        {
            var ((zone, now), window, fraction) = @case;
            var next = window.NextOpen(now, zone);
            next.ShouldBeGreaterThanOrEqualTo(now);
            WallClockModel.IsOpen(window, next, zone).ShouldBeTrue();
            if (next == now) return;
            WallClockModel.IsOpen(window, now + (next - now) * (fraction / 1000.0), zone).ShouldBeFalse();
            WallClockModel.IsOpen(window, next - Duration.Epsilon, zone).ShouldBeFalse();
        });

    [Fact]
    public void IsOpen_AwayFromAnyChangeOfClocks_IsWhatTheClockOnTheWallSays() => Property.Holds(
        from moment in Gens.Moment from window in Gens.Window select (moment, window),
        @case =>
        {
            var ((zone, now), window) = @case;
            var steady = zone.GetZoneInterval(now - Duration.FromDays(2)).Equals(zone.GetZoneInterval(now + Duration.FromDays(2)));
            var clock = now.InZone(steady ? zone : DateTimeZone.Utc).LocalDateTime;
            window.IsOpen(now, steady ? zone : DateTimeZone.Utc).ShouldBe(WallClockModel.ShowsOpen(window, clock));
        });

    private static SendWindow Window(string from, string to, Weekdays days = Weekdays.All) =>
        new(Time(from), Time(to), days, ZoneChoice.User, Outside.Defer);

    private static LocalTime Time(string text) => NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;

    // June 2026 starts on a Monday.
    private static Instant At(int day, int hour, int minute) =>
        new LocalDateTime(2026, 6, day, hour, minute).InZoneStrictly(Oslo).ToInstant();
}
