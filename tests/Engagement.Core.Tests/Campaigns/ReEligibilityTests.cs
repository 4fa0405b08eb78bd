using Engagement.Core.Campaigns;
using Engagement.Core.Tests.Timing;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Campaigns;

public class ReEligibilityTests
{
    private static readonly Instant Received = Instant.FromUtc(2026, 2, 15, 9, 0);

    [Fact]
    public void Allows_WhenNeverReceived_IsAlwaysTrue()
    {
        ReEligibility[] all = [new ReEligibility.Once(), new ReEligibility.Always(), new ReEligibility.After(Duration.FromDays(720))];
        all.ShouldAllBe(rule => rule.Allows(null, Received));
    }

    [Fact]
    public void Allows_OnceWhenReceived_IsNeverTrue()
    {
        new ReEligibility.Once().Allows(Received, Received + Duration.FromDays(10_000)).ShouldBeFalse();
        new ReEligibility.Once().AllowedAt(Received).ShouldBeNull();
    }

    [Fact]
    public void Allows_AlwaysWhenReceived_IsTrueEvenIfTheClockWasSetBack() =>
        new ReEligibility.Always().Allows(Received, Received - Duration.FromHours(1)).ShouldBeTrue();

    [Fact]
    public void Allows_AfterThirtyDaysFromFebruaryToMarch_ExcludesTheSameDayOfTheMonth() =>
        new ReEligibility.After(Duration.FromDays(30)).Allows(Received, Instant.FromUtc(2026, 3, 15, 9, 0)).ShouldBeFalse();

    [Fact]
    public void AllowedAt_AfterThirtyDays_Is2592000SecondsLater() =>
        new ReEligibility.After(Duration.FromDays(30)).AllowedAt(Received).ShouldBe(Received + Duration.FromSeconds(2_592_000));

    [Fact]
    public void Allows_AfterAnyWait_StartsExactlyAtAllowedAt() => Property.Holds(
        from received in Gens.Seconds from seconds in Gen.Choose(0, 720 * 86_400) select (received, seconds),
        @case =>
        {
            var rule = new ReEligibility.After(Duration.FromSeconds(@case.seconds));
            var allowed = rule.AllowedAt(@case.received).ShouldNotBeNull();
            rule.Allows(@case.received, allowed).ShouldBeTrue();
            rule.Allows(@case.received, allowed - Duration.Epsilon).ShouldBeFalse();
            (allowed - @case.received).TotalSeconds.ShouldBe(@case.seconds);
        });
}
