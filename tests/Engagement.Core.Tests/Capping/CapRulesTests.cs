using System.Collections.Immutable;
using Engagement.Core.Capping;
using Engagement.Core.Timing;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Capping;

public class CapRulesTests
{
    private static readonly RecipientZones Utc = new(DateTimeZone.Utc, DateTimeZone.Utc);
    private static readonly CapRule OneADay = Rule("one-a-day", null, 1, CapUnit.Day, OverCap.Defer);
    private static readonly CapRule ThreePushAWeek = Rule("three-push-a-week", Channel.Push, 3, CapUnit.Week, OverCap.Defer);

    [Fact]
    public void Check_WithoutRules_IsAllowed() =>
        CapRules.Check([], Channel.InApp, [Sent(1)], At(1), Utc).ShouldBe(new CapOutcome(null, null));

    [Fact]
    public void Check_WhenOneOfTwoBlocks_NamesIt() =>
        CapRules.Check([ThreePushAWeek, OneADay], Channel.Push, [Sent(1)], At(1), Utc).ShouldBe(new CapOutcome(OneADay, At(2)));

    [Fact]
    public void Check_WhenBothBlock_NamesTheOneThatIsFreeLast() =>
        CapRules.Check([OneADay, ThreePushAWeek], Channel.Push, [Sent(1), Sent(2), Sent(3)], At(3), Utc)
            .ShouldBe(new CapOutcome(ThreePushAWeek, At(8)));

    [Fact]
    public void Check_WhenOneDropsAndTheOtherDefersLonger_NamesTheOneThatDrops()
    {
        var drop = OneADay with { Over = OverCap.Drop };
        CapRules.Check([ThreePushAWeek, drop], Channel.Push, [Sent(1), Sent(2), Sent(3)], At(3), Utc).Blocking.ShouldBe(drop);
    }

    [Fact]
    public void Check_ForAnotherChannel_DoesNotAskTheRule() =>
        CapRules.Check([ThreePushAWeek], Channel.InApp, [Sent(1), Sent(1), Sent(1)], At(1), Utc).Allowed.ShouldBeTrue();

    [Fact]
    public void Check_WhenOneRuleIsNeverFree_IsNeverFree()
    {
        var never = OneADay with { Id = "never", Limit = 0 };
        CapRules.Check([OneADay, never], Channel.Push, [Sent(1)], At(1), Utc).ShouldBe(new CapOutcome(never, null));
    }

    [Fact]
    public void Check_AnyRulesAndLedger_IsTheConjunctionOfAll() => Property.Holds(
        from rules in Ledgers.Any.ListOf(4) from given in Ledgers.Case select (rules.ToImmutableArray(), given),
        @case =>
        {
            var (rules, given) = @case;
            var outcome = Check(rules, given);
            var blocking = rules.Where(rule => rule.AppliesTo(Channel.Push) && !rule.Check(given).Allowed).ToList();
            outcome.Allowed.ShouldBe(blocking.Count == 0);
            if (outcome.Blocking is not { } named) return;
            blocking.ShouldContain(named);
            if (blocking.Any(rule => rule.Over == OverCap.Drop)) named.Over.ShouldBe(OverCap.Drop);
            (outcome.FreeAt is null).ShouldBe(blocking.Any(rule => rule.Limit == 0));
            if (outcome.FreeAt is not { } freeAt) return;
            Check(rules, given with { Now = freeAt }).Allowed.ShouldBeTrue();
            Check(rules, given with { Now = freeAt - Duration.Epsilon }).Allowed.ShouldBeFalse();
        });

    private static CapOutcome Check(ImmutableArray<CapRule> rules, LedgerCase given) =>
        CapRules.Check(rules, Channel.Push, given.Ledger, given.Now, given.Zones);

    private static CapRule Rule(string id, Channel? channel, int limit, CapUnit unit, OverCap over) =>
        new(id, channel, limit, new CapPeriod(1, unit), CapKind.Rolling, ZoneChoice.User, over);

    private static CappedSend Sent(int day) => new(At(day), Channel.Push, "Etc/UTC");

    private static Instant At(int day) => Instant.FromUtc(2026, 6, day, 12, 0);
}
