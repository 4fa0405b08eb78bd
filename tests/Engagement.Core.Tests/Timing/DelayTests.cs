using Engagement.Core.Timing;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Timing;

public class DelayTests
{
    private static readonly DateTimeZone Oslo = DateTimeZoneProviders.Tzdb["Europe/Oslo"];
    private static readonly LocalTime Nine = new(9, 0);

    [Fact]
    public void DueAfter_WithoutDelay_IsTheCause() =>
        new Delay.None().DueAfter(At(2026, 6, 1, 21, 0), Oslo).ShouldBe(At(2026, 6, 1, 21, 0));

    [Fact]
    public void DueAfter_OneDayAcrossAChangeOfClocks_IsTwentyFourHours() =>
        new Delay.For(Duration.FromDays(1)).DueAfter(At(2026, 3, 28, 21, 0), Oslo).ShouldBe(At(2026, 3, 29, 22, 0));

    [Fact]
    public void DueAfter_InOneDayAtNineFromMondayEvening_IsTuesdayAtNine() =>
        InDays(1, Nine).DueAfter(At(2026, 6, 1, 21, 0), Oslo).ShouldBe(At(2026, 6, 2, 9, 0));

    [Fact]
    public void DueAfter_InOneDayAtATimeTheClockSkips_IsShiftedForward() =>
        InDays(1, new LocalTime(2, 30)).DueAfter(At(2026, 3, 28, 21, 0), Oslo).ShouldBe(At(2026, 3, 29, 3, 30));

    [Fact]
    public void DueAfter_InOneDayAtATimeThatComesTwice_IsTheEarlier() =>
        InDays(1, new LocalTime(2, 30)).DueAfter(At(2026, 10, 24, 21, 0), Oslo).ShouldBe(Instant.FromUtc(2026, 10, 25, 0, 30));

    [Fact]
    public void DueAfter_InNoDaysWhenTheTimeIsToCome_IsToday() =>
        InDays(0, Nine).DueAfter(At(2026, 6, 1, 8, 0), Oslo).ShouldBe(At(2026, 6, 1, 9, 0));

    [Fact]
    public void DueAfter_InNoDaysWhenTheTimeHasGoneBy_IsTheCause() =>
        InDays(0, Nine).DueAfter(At(2026, 6, 1, 10, 0), Oslo).ShouldBe(At(2026, 6, 1, 10, 0));

    [Theory]
    [InlineData(3, 6)]
    [InlineData(5, 6)]
    [InlineData(6, 13)]
    [InlineData(7, 13)]
    public void DueAfter_NextSaturday_IsNeverToday(int eventDay, int dueDay) =>
        Next(IsoDayOfWeek.Saturday, Nine).DueAfter(At(2026, 6, eventDay, 8, 0), Oslo).ShouldBe(At(2026, 6, dueDay, 9, 0));

    [Fact]
    public void DueAfter_WithBothClocks_ReadsTheOneItNames()
    {
        var zones = new RecipientZones(Oslo, DateTimeZone.Utc);
        var cause = At(2026, 6, 1, 21, 0);
        InDays(1, Nine).DueAfter(cause, zones).ShouldBe(At(2026, 6, 2, 9, 0));
        new Delay.InDays(1, Nine, ZoneChoice.Workspace).DueAfter(cause, zones).ShouldBe(Instant.FromUtc(2026, 6, 2, 9, 0));
        new Delay.Next(IsoDayOfWeek.Tuesday, Nine, ZoneChoice.Workspace).DueAfter(cause, zones).ShouldBe(Instant.FromUtc(2026, 6, 2, 9, 0));
    }

    [Fact]
    public void DueAfter_WhenTheUsersZoneIsUnknown_ReadsTheWorkspaces() =>
        InDays(1, Nine).DueAfter(At(2026, 6, 1, 21, 0), RecipientZones.Of("Europe/Atlantis", Oslo)).ShouldBe(At(2026, 6, 2, 9, 0));

    [Fact]
    public void DueAfter_InDaysAnywhereAndAnyTime_IsNotBeforeTheCauseAndShowsThatDayAndTime() => Property.Holds(
        from moment in Gens.Moment from days in Gen.Choose(0, 40) from time in Gens.TimeOfDay select (moment, days, time),
        @case =>
        {
            var ((zone, cause), days, time) = @case;
            var due = InDays(days, time).DueAfter(cause, zone);
            due.ShouldBeGreaterThanOrEqualTo(cause);
            ShouldShow(due, cause, cause.InZone(zone).Date.PlusDays(days) + time, zone);
        });

    [Fact]
    public void DueAfter_NextDayAnywhereAndAnyTime_IsOnThatDayOneToSevenDaysLater() => Property.Holds(
        from moment in Gens.Moment from day in Gen.Choose(1, 7) from time in Gens.TimeOfDay select (moment, (IsoDayOfWeek)day, time),
        @case =>
        {
            var ((zone, cause), day, time) = @case;
            var due = Next(day, time).DueAfter(cause, zone);
            var today = cause.InZone(zone).Date;
            var target = Enumerable.Range(1, 7).Select(today.PlusDays).Single(date => date.DayOfWeek == day);
            due.ShouldBeGreaterThan(cause);
            ShouldShow(due, cause, target + time, zone);
        });

    [Fact]
    public void DueAfter_ForALength_IsThatMuchElapsedTime() => Property.Holds(
        from moment in Gens.Moment from seconds in Gen.Choose(0, 90 * 86_400) select (moment, seconds),
        @case => (new Delay.For(Duration.FromSeconds(@case.seconds)).DueAfter(@case.moment.Now, @case.moment.Zone) - @case.moment.Now)
            .ShouldBe(Duration.FromSeconds(@case.seconds)));

    // Where the clock never shows it, or showed it before the cause, the plain statement does not apply.
    private static void ShouldShow(Instant due, Instant cause, LocalDateTime local, DateTimeZone zone)
    {
        if (due != cause) due.ShouldBe(WallClockModel.Map(local, zone));
        else WallClockModel.Map(local, zone).ShouldBeLessThanOrEqualTo(cause);
    }

    private static Delay.InDays InDays(int days, LocalTime at) => new(days, at, ZoneChoice.User);

    private static Delay.Next Next(IsoDayOfWeek day, LocalTime at) => new(day, at, ZoneChoice.User);

    private static Instant At(int year, int month, int day, int hour, int minute) =>
        new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(Oslo).ToInstant();
}
