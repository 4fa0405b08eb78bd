using Engagement.Core.Timing;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Timing;

public class QuietHoursTests
{
    private static readonly DateTimeZone Oslo = DateTimeZoneProviders.Tzdb["Europe/Oslo"];
    private static readonly QuietHours Night = new(new LocalTime(22, 0), new LocalTime(6, 0));

    [Theory]
    [InlineData(21, 59, false)]
    [InlineData(22, 0, true)]
    [InlineData(0, 0, true)]
    [InlineData(5, 59, true)]
    [InlineData(6, 0, false)]
    public void Covers_OverMidnight_IncludesTheFirstAndExcludesTheLast(int hour, int minute, bool quiet) =>
        Night.Covers(At(2, hour, minute), Oslo).ShouldBe(quiet);

    [Fact]
    public void EndOf_AtHalfPastFive_IsSix() => Night.EndOf(At(2, 5, 30), Oslo).ShouldBe(At(2, 6, 0));

    [Fact]
    public void EndOf_BeforeMidnight_IsTheNextMorning() => Night.EndOf(At(2, 22, 0), Oslo).ShouldBe(At(3, 6, 0));

    [Fact]
    public void EndOf_WhenItIsNotQuiet_IsNow() => Night.EndOf(At(2, 12, 0), Oslo).ShouldBe(At(2, 12, 0));

    [Fact]
    public void Covers_WhenTheEndsAreEqual_IsNever()
    {
        var none = new QuietHours(new LocalTime(22, 0), new LocalTime(22, 0));
        none.Covers(At(2, 22, 0), Oslo).ShouldBeFalse();
        none.EndOf(At(2, 23, 0), Oslo).ShouldBe(At(2, 23, 0));
    }

    [Fact]
    public void EndOf_WhenTheEndIsInAGap_IsShiftedForward() =>
        new QuietHours(new LocalTime(22, 0), new LocalTime(2, 30)).EndOf(Instant.FromUtc(2026, 3, 29, 0, 0), Oslo)
            .ShouldBe(Instant.FromUtc(2026, 3, 29, 1, 30));

    [Fact]
    public void EndOf_WhenAGapJoinsTwoNights_IsTheEndOfTheSecond() =>
        new QuietHours(new LocalTime(3, 15), new LocalTime(2, 30)).EndOf(Instant.FromUtc(2026, 3, 29, 0, 0), Oslo)
            .ShouldBe(Instant.FromUtc(2026, 3, 30, 0, 30));

    [Fact]
    public void EndOf_AnywhereAnyTimeForAnyHours_IsTheFirstMomentThatIsNotQuiet() => Property.Holds(
        from moment in Gens.Moment from quiet in Gens.Quiet from fraction in Gen.Choose(0, 999) select (moment, quiet, fraction),
        @case =>
        {
            var ((zone, now), quiet, fraction) = @case;
            var end = quiet.EndOf(now, zone);
            quiet.Covers(now, zone).ShouldBe(WallClockModel.IsQuiet(quiet, now, zone));
            end.ShouldBeGreaterThanOrEqualTo(now);
            WallClockModel.IsQuiet(quiet, end, zone).ShouldBeFalse();
            if (end == now) return;
            WallClockModel.IsQuiet(quiet, now + (end - now) * (fraction / 1000.0), zone).ShouldBeTrue();
            WallClockModel.IsQuiet(quiet, end - Duration.Epsilon, zone).ShouldBeTrue();
        });

    private static Instant At(int day, int hour, int minute) =>
        new LocalDateTime(2026, 6, day, hour, minute).InZoneStrictly(Oslo).ToInstant();
}
