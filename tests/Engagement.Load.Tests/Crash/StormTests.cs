using Engagement.Load.Crash;
using Engagement.Load.Servers;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Crash;

/// <summary>The crash test must pass a server that keeps its word and catch each way of breaking it.</summary>
public sealed class StormTests : IDisposable
{
    private static readonly CrashPlan Plan = new()
    {
        Shifts = 4,
        RequestsPerSecond = 500,
        DelayedShare = 0.1,
        RepeatShare = 0.2,
        WatchedShare = 1,
        Delay = TimeSpan.FromMilliseconds(600),
        Duration = TimeSpan.FromSeconds(0.5),
        LeastEvents = 1000,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("load-ledger").FullName;

    [Fact]
    public async Task A_server_that_keeps_its_word_is_clean_whatever_is_sent_again()
    {
        var (verdict, early, storm) = await Judge(StandIn.Fault.None);
        verdict.IsClean.ShouldBeTrue(verdict.ToString());
        verdict.Acknowledged.ShouldBeGreaterThan(100);
        verdict.Unknown.ShouldBe(0);
        verdict.TriggersDue.ShouldBeGreaterThan(5);
        early.Watched.ShouldBeGreaterThan(0);
        early.Early.ShouldBe(0);
        storm.Retries.ShouldBeGreaterThan(0);
        storm.Repeats.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_lost_event_is_found() => (await Judge(StandIn.Fault.Loses)).Verdict.Lost.ShouldBeGreaterThan(0);

    [Fact]
    public async Task A_repeat_that_counts_is_found() => (await Judge(StandIn.Fault.CountsRepeats)).Verdict.Doubled.ShouldBeGreaterThan(0);

    [Fact]
    public async Task A_refusal_is_found() => (await Judge(StandIn.Fault.Refuses)).Verdict.Refused.ShouldBeGreaterThan(0);

    [Fact]
    public async Task A_trigger_that_fires_twice_is_found() => (await Judge(StandIn.Fault.FiresTwice)).Verdict.TriggersTwice.ShouldBeGreaterThan(0);

    [Fact]
    public async Task A_trigger_that_never_fires_is_found() => (await Judge(StandIn.Fault.NeverFires)).Verdict.TriggersMissing.ShouldBeGreaterThan(0);

    [Fact]
    public async Task A_trigger_that_fires_early_is_found_by_looks_and_by_history()
    {
        var (verdict, early, _) = await Judge(StandIn.Fault.FiresEarly);
        early.Early.ShouldBeGreaterThan(0);
        verdict.TriggersEarly.ShouldBe(verdict.TriggersDue);
    }

    [Fact]
    public async Task A_history_that_does_not_tell_is_found() => (await Judge(StandIn.Fault.TellsNothing)).Verdict.TriggersUntold.ShouldBeGreaterThan(0);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(Verdict Verdict, EarlyWatch Early, Storm Storm)> Judge(StandIn.Fault fault)
    {
        // Early must stay early on a slow machine; the watch ends at the first find, so the long delay is not waited for.
        var plan = fault == StandIn.Fault.FiresEarly ? Plan with { Delay = TimeSpan.FromSeconds(8) } : Plan;
        await using var standIn = new StandIn(fault, plan.Delay);
        using var server = ServerUnderTest.At(await standIn.Start(), new Keys("wk_x", "sk_x"));
        var path = Path.Combine(_folder, "ledger.tsv");
        var early = new EarlyWatch(server, plan.Delay);
        var storm = new Storm(plan, server, path, early);
        await storm.Run(CancellationToken.None);
        var verification = new Verification(server, path) { Grace = TimeSpan.FromSeconds(fault is StandIn.Fault.NeverFires or StandIn.Fault.TellsNothing ? 0.5 : 10) };
        return (await verification.Run(CancellationToken.None), early, storm);
    }
}
