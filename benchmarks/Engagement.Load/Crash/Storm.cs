using System.Diagnostics;
using Engagement.Load.Journeys;
using Engagement.Load.Measuring;
using Engagement.Load.Servers;

namespace Engagement.Load.Crash;

/// <summary>Load from many shifts while the server is killed and started again; ends when all that was sent has its answer.</summary>
internal sealed class Storm(CrashPlan plan, ServerUnderTest server, string ledgerPath, EarlyWatch watch)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>From the start of the process to its first ready answer, once per kill.</summary>
    public List<TimeSpan> Recoveries { get; } = [];

    public long Retries { get; private set; }

    public long Repeats { get; private set; }

    public async Task Run(CancellationToken cancellationToken)
    {
        using var ledger = new Ledger(ledgerPath, plan.Delay);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var client = new GoodClient(server.Client, server.Keys.Write);
        var shifts = Enumerable.Range(0, plan.Shifts).Select(number => new Shift(number, plan, client, ledger, watch)).ToList();
        var work = shifts.Select(shift => Task.Run(() => shift.Work(over.Token, giveUp.Token), CancellationToken.None)).ToList();
        if (server.CanBeKilled)
            await KillAndRestart(cancellationToken);
        else
            await Blow(ledger, cancellationToken);
        await over.CancelAsync();
        giveUp.CancelAfter(Patience);
        await Task.WhenAll(work);
        await Task.WhenAll(shifts.SelectMany(shift => shift.Watches));
        Retries = client.Retries;
        Repeats = shifts.Sum(shift => shift.Repeats);
    }

    private async Task Blow(Ledger ledger, CancellationToken cancellationToken)
    {
        if (plan.UntilLine)
        {
            Console.WriteLine("  load is on");
            await Console.In.ReadLineAsync(cancellationToken);
            return;
        }

        var blowing = Stopwatch.StartNew();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (blowing.Elapsed < plan.Duration || ledger.Count < plan.LeastEvents)
            await look.WaitForNextTickAsync(cancellationToken);
    }

    private async Task KillAndRestart(CancellationToken cancellationToken)
    {
        var random = new SplitMix(plan.Seed);
        for (var kill = 0; kill < plan.Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(400 + random.Below(2000)), cancellationToken);
            server.Kill();
            Recoveries.Add(await server.Restart(cancellationToken));
            Console.WriteLine($"  kill {kill + 1} of {plan.Kills}: ready again after {Recoveries[^1].TotalMilliseconds:0} ms");
        }

        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
    }

    public Spread RecoveryMilliseconds => Spread.Of(Recoveries.Select(recovery => recovery.TotalMilliseconds));
}
