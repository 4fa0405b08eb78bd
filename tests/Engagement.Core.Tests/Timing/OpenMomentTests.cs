using Engagement.Core.Timing;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Timing;

public class OpenMomentTests
{
    private static readonly RecipientZones Utc = new(DateTimeZone.Utc, DateTimeZone.Utc);
    private static readonly Instant Noon = Instant.FromUtc(2026, 6, 1, 12, 0);

    [Fact]
    public void After_WithNeitherRule_IsNow() => OpenMoment.After(Noon, null, null, Utc).ShouldBe(Noon);

    [Fact]
    public void After_WhenTheWindowOpensInQuietHours_IsTheirEnd() =>
        OpenMoment.After(Noon, Window(6, 10), new QuietHours(new LocalTime(22, 0), new LocalTime(7, 0)), Utc)
            .ShouldBe(Instant.FromUtc(2026, 6, 2, 7, 0));

    [Fact]
    public void After_WhenTheWindowLiesInQuietHours_IsNever() =>
        OpenMoment.After(Noon, Window(23, 6), new QuietHours(new LocalTime(22, 0), new LocalTime(7, 0)), Utc).ShouldBeNull();

    [Fact]
    public void After_AnywhereForAnyRules_IsTheFirstMomentThatBothAllow() => Property.Holds(
        from moment in Gens.Moment
        from window in Gens.Window
        from quiet in Gens.Quiet
        from fraction in Gen.Choose(0, 999)
        select (moment, window, quiet, fraction),
        @case =>
        {
            var ((zone, now), window, quiet, fraction) = @case;
            var zones = new RecipientZones(zone, DateTimeZone.Utc);
            var found = OpenMoment.After(now, window, quiet, zones);
            if (found is { } at) IsAllowed(at).ShouldBeTrue();
            var end = found ?? now + Duration.FromDays(35);
            if (end > now) IsAllowed(now + (end - now) * (fraction / 1000.0)).ShouldBeFalse();

            bool IsAllowed(Instant moment) => WallClockModel.IsOpen(window, moment, zone) && !WallClockModel.IsQuiet(quiet, moment, zone);
        });

    private static SendWindow Window(int from, int to) =>
        new(new LocalTime(from, 0), new LocalTime(to, 0), Weekdays.All, ZoneChoice.User, Outside.Defer);
}
