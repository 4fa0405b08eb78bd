using Engagement.Core.Capping;
using Engagement.Core.Timing;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Capping;

public class CapRuleTests
{
    private static readonly DateTimeZone Oslo = DateTimeZoneProviders.Tzdb["Europe/Oslo"];
    private static readonly DateTimeZone Auckland = DateTimeZoneProviders.Tzdb["Pacific/Auckland"];
    private static readonly DateTimeZone LosAngeles = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    [Fact]
    public void Check_UnderTheLimit_IsAllowedAndCounts() =>
        OncePer(CapUnit.Day, CapKind.Rolling, 2).Check([Sent(1, 10, 0)], At(1, 11, 0), Oslo, Oslo).ShouldBe(new CapVerdict(true, 1, null));

    [Fact]
    public void Check_RollingDay_BlocksAcrossMidnightForExactly24Hours()
    {
        var rule = OncePer(CapUnit.Day, CapKind.Rolling);
        rule.Check([Sent(1, 23, 59)], At(2, 0, 0), Oslo, Oslo).ShouldBe(new CapVerdict(false, 1, At(2, 23, 59)));
        rule.Check([Sent(1, 23, 59)], At(2, 23, 59), Oslo, Oslo).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Check_CalendarDay_AllowsAgainAtMidnight()
    {
        var rule = OncePer(CapUnit.Day, CapKind.Calendar);
        rule.Check([Sent(1, 0, 0)], At(1, 23, 59), Oslo, Oslo).ShouldBe(new CapVerdict(false, 1, At(2, 0, 0)));
        rule.Check([Sent(1, 23, 59)], At(2, 0, 0), Oslo, Oslo).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Check_CalendarWeek_StartsOnMonday()
    {
        var rule = OncePer(CapUnit.Week, CapKind.Calendar);
        rule.Check([Sent(1, 0, 0)], At(7, 23, 59), Oslo, Oslo).FreeAt.ShouldBe(At(8, 0, 0));
        rule.Check([Sent(7, 23, 59)], At(8, 0, 0), Oslo, Oslo).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Check_CalendarOfTheWorkspace_ReadsItsClock()
    {
        var rule = OncePer(CapUnit.Day, CapKind.Calendar) with { Zone = ZoneChoice.Workspace };
        rule.Check([Sent(1, 23, 59)], At(2, 0, 0), Oslo, DateTimeZone.Utc).FreeAt.ShouldBe(Instant.FromUtc(2026, 6, 2, 0, 0));
    }

    [Fact]
    public void Check_ThreeAWeekRolling_IsFreeWhenTheFirstLeaves()
    {
        var rule = OncePer(CapUnit.Week, CapKind.Rolling, 3);
        rule.Check([Sent(3, 9, 0), Sent(1, 9, 0), Sent(4, 9, 0)], At(5, 9, 0), Oslo, Oslo).FreeAt.ShouldBe(At(8, 9, 0));
    }

    [Fact]
    public void Check_WhenTheLimitWasLowered_IsFreeWhenEnoughHaveLeft() =>
        OncePer(CapUnit.Day, CapKind.Rolling).Check([Sent(1, 9, 0), Sent(1, 10, 0), Sent(1, 11, 0)], At(1, 12, 0), Oslo, Oslo)
            .ShouldBe(new CapVerdict(false, 3, At(2, 11, 0)));

    [Fact]
    public void Check_WithALimitOfNothing_IsNeverFree() =>
        OncePer(CapUnit.Day, CapKind.Rolling, 0).Check([], At(1, 12, 0), Oslo, Oslo).ShouldBe(new CapVerdict(false, 0, null));

    [Fact]
    public void Check_ForOneChannel_CountsNoOther()
    {
        var rule = OncePer(CapUnit.Day, CapKind.Rolling) with { Channel = Channel.Push };
        rule.Check([Sent(1, 9, 0)], At(1, 10, 0), Oslo, Oslo).Used.ShouldBe(0);
        rule.Check([Sent(1, 9, 0) with { Channel = Channel.Push }], At(1, 10, 0), Oslo, Oslo).Used.ShouldBe(1);
    }

    [Fact]
    public void Check_WhenTheClockWasSetBack_StillCountsTheSend() =>
        OncePer(CapUnit.Day, CapKind.Calendar).Check([Sent(2, 9, 0)], At(1, 12, 0), Oslo, Oslo)
            .ShouldBe(new CapVerdict(false, 1, At(3, 0, 0)));

    [Fact]
    public void Check_WhenTheUserFlewWestOverMidnight_OpensNoSecondDay()
    {
        var rule = OncePer(CapUnit.Day, CapKind.Calendar);
        var mondayMorning = new LocalDateTime(2026, 6, 1, 8, 0).InZoneStrictly(Auckland).ToInstant();
        var mondayJustBegun = new LocalDateTime(2026, 6, 1, 0, 30).InZoneStrictly(LosAngeles).ToInstant();
        var endInAuckland = new LocalDateTime(2026, 6, 2, 0, 0).InZoneStrictly(Auckland).ToInstant();
        rule.Check([new(mondayMorning, Channel.InApp, Auckland.Id)], mondayJustBegun, LosAngeles, Oslo)
            .ShouldBe(new CapVerdict(false, 1, endInAuckland));
        rule.Check([new(mondayMorning, Channel.InApp, LosAngeles.Id)], mondayJustBegun, LosAngeles, Oslo).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Check_WhenTheZoneOfASendIsUnknown_ReadsThePresentOne() =>
        OncePer(CapUnit.Day, CapKind.Calendar).Check([Sent(1, 9, 0) with { Zone = "" }], At(1, 10, 0), Oslo, Oslo)
            .FreeAt.ShouldBe(At(2, 0, 0));

    [Fact]
    public void Check_RollingAnyRuleAndLedger_IsThePlainModel() => Property.Holds(
        from rule in Ledgers.Rolling from given in Ledgers.Case select (rule, given),
        @case => @case.rule.Check(@case.given).Used.ShouldBe(CapModel.Used(@case.rule, @case.given)));

    [Fact]
    public void Check_CalendarAnyRuleAndLedger_IsThePlainModel() => Property.Holds(
        from rule in Ledgers.Calendar from given in Ledgers.Case select (rule, given),
        @case => @case.rule.Check(@case.given).Used.ShouldBe(CapModel.Used(@case.rule, @case.given)));

    [Fact]
    public void Check_AnyRuleAndLedger_IsAllowedBelowTheLimitAndFreeExactlyThen() => Property.Holds(
        from rule in Ledgers.Any from given in Ledgers.Case select (rule, given),
        @case =>
        {
            var (rule, given) = @case;
            var verdict = rule.Check(given);
            verdict.Allowed.ShouldBe(verdict.Used < rule.Limit);
            (verdict.FreeAt is null).ShouldBe(verdict.Allowed || rule.Limit == 0);
            if (verdict.FreeAt is not { } freeAt) return;
            freeAt.ShouldBeGreaterThan(given.Now);
            rule.Check(given with { Now = freeAt }).Allowed.ShouldBeTrue();
            rule.Check(given with { Now = freeAt - Duration.Epsilon }).Allowed.ShouldBeFalse();
        });

    [Fact]
    public void Check_WithoutTheSendsOlderThanKeepFor_IsTheSame() => Property.Holds(
        from rule in Ledgers.Any from given in Ledgers.Case select (rule, given),
        @case => @case.rule.Check(@case.given with { Ledger = [.. @case.given.Ledger.Where(Kept(@case.rule, @case.given))] })
            .ShouldBe(@case.rule.Check(@case.given)));

    private static Func<CappedSend, bool> Kept(CapRule rule, LedgerCase given) => send => given.Now - send.At < rule.KeepFor;

    private static CapRule OncePer(CapUnit unit, CapKind kind, int limit = 1) =>
        new("rule", null, limit, new CapPeriod(1, unit), kind, ZoneChoice.User, OverCap.Drop);

    private static CappedSend Sent(int day, int hour, int minute) => new(At(day, hour, minute), Channel.InApp, Oslo.Id);

    // June 2026 starts on a Monday.
    private static Instant At(int day, int hour, int minute) =>
        new LocalDateTime(2026, 6, day, hour, minute).InZoneStrictly(Oslo).ToInstant();
}
