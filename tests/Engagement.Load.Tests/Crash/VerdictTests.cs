using Engagement.Load.Crash;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Crash;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(3, 0, 3, 0, 0)]
    [InlineData(3, 0, 2, 1, 0)]
    [InlineData(3, 0, 4, 0, 1)]
    [InlineData(3, 2, 5, 0, 0)]
    [InlineData(3, 2, 3, 0, 0)]
    [InlineData(3, 2, 6, 0, 1)]
    public void What_was_acknowledged_must_count_and_what_was_not_answered_may(int acknowledged, int unknown, long counted, long lost, long doubled)
    {
        var entries = Enumerable.Repeat(Entry(Fate.Acknowledged), acknowledged).Concat(Enumerable.Repeat(Entry(Fate.Unknown), unknown));
        Verdict.Compare(entries, counted).ShouldBe((lost, doubled));
    }

    [Fact]
    public void What_was_refused_must_not_count() => Verdict.Compare([Entry(Fate.Refused)], 1).ShouldBe((0, 1));

    [Fact]
    public void A_line_of_the_ledger_reads_back()
    {
        var entry = new LedgerEntry(Fate.Unknown, "m", "u", "Product Viewed", 12, 34);
        LedgerEntry.Parse(entry.Line()).ShouldBe(entry);
    }

    private static LedgerEntry Entry(Fate fate) => new(fate, "m", "u", "e", 0, 0);
}
