using Engagement.Core.Capping;
using Engagement.Core.Tests.Timing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Capping;

/// <summary>What a user gets in the end when every message that a rule allows is sent.</summary>
public class CappedStreamTests
{
    [Fact]
    public void Stream_UnderARollingRule_NeverHasMoreThanTheLimitInAnyPeriod() => Property.Holds(
        from rule in Ledgers.Rolling from stream in Attempts select (rule, stream),
        @case =>
        {
            var sent = Send(@case.rule, @case.stream);
            for (var i = @case.rule.Limit; i < sent.Length; i++)
                (sent[i] - sent[i - @case.rule.Limit]).ShouldBeGreaterThanOrEqualTo(@case.rule.Per.Length);
        });

    [Fact]
    public void Stream_UnderACalendarRule_NeverHasMoreThanTheLimitInAnyPeriod() => Property.Holds(
        from rule in Ledgers.Calendar from stream in Attempts select (rule, stream),
        @case => Send(@case.rule, @case.stream)
            .CountBy(at => CapModel.PeriodOf(at, @case.rule, @case.stream.Zone))
            .ShouldAllBe(period => period.Value <= @case.rule.Limit));

    [Fact]
    public void Stream_WhenTheLimitIsRaised_NeverHasFewer() => Property.Holds(
        from rule in Ledgers.Any from stream in Attempts from more in Gen.Choose(1, 5) select (rule, stream, more),
        @case => Send(@case.rule with { Limit = @case.rule.Limit + @case.more }, @case.stream).Length
            .ShouldBeGreaterThanOrEqualTo(Send(@case.rule, @case.stream).Length));

    private static readonly Gen<(DateTimeZone Zone, Instant[] At)> Attempts =
        from moment in Gens.Moment
        from step in Gen.Elements(60, 3_600, 20_000, 200_000)
        from steps in Gen.Choose(0, step).ListOf(60)
        select (moment.Zone, Times(moment.Now, steps));

    private static Instant[] Times(Instant start, IEnumerable<int> steps)
    {
        var seconds = 0L;
        return [.. steps.Select(step => start + Duration.FromSeconds(seconds += step))];
    }

    private static Instant[] Send(CapRule rule, (DateTimeZone Zone, Instant[] At) stream)
    {
        var ledger = new List<CappedSend>();
        foreach (var at in stream.At)
            if (rule.Check([.. ledger], at, stream.Zone, stream.Zone).Allowed)
                ledger.Add(new CappedSend(at, rule.Channel ?? Channel.InApp, stream.Zone.Id));
        return [.. ledger.Select(send => send.At)];
    }
}
