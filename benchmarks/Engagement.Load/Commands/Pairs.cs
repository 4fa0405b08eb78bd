using Engagement.Load.Driving;
using Engagement.Load.Measuring;

namespace Engagement.Load.Commands;

/// <summary>
/// Server and twin in turns, server, twin, server, twin, so that whatever disturbs the machine disturbs both; what counts is
/// the ratio within each round.
/// </summary>
internal sealed class Pairs
{
    /// <summary>On one core the compiler of the hot methods waits behind the load: before this, much of what runs is not compiled for good.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    private readonly List<(RunResult Server, RunResult Twin)> _rounds = [];

    public static Pairs Drive(int rounds, RunPlan plan, Aim server, Aim twin)
    {
        var pairs = new Pairs();
        var warm = plan with { Counted = WarmUp };
        pairs.ServerRuns.Add(Run.Drive(warm, server));
        Run.Drive(warm, twin);
        for (var round = 0; round < rounds; round++)
        {
            var pair = (Run.Drive(plan, server), Run.Drive(plan, twin));
            pairs._rounds.Add(pair);
            pairs.ServerRuns.Add(pair.Item1);
            Console.WriteLine($"  round {round + 1}: server {Line(pair.Item1)}; twin {Line(pair.Item2)}");
        }

        return pairs;
    }

    public Spread Server(Func<RunResult, double> figure) => Spread.Of(_rounds.Select(round => figure(round.Server)));

    public Spread Twin(Func<RunResult, double> figure) => Spread.Of(_rounds.Select(round => figure(round.Twin)));

    public Spread Ratio(Func<RunResult, double> figure) => Spread.Of(_rounds.Select(round => figure(round.Server) / figure(round.Twin)));

    /// <summary>Sends that did not end in 2xx, both sides, all rounds.</summary>
    public long NotTaken => _rounds.Sum(round => round.Server.Shed + round.Server.Failed + round.Twin.Shed + round.Twin.Failed);

    /// <summary>Every run against the server, the warm-up first.</summary>
    public List<RunResult> ServerRuns { get; } = [];

    /// <summary>How busy the driving thread was; near 1 the maximum rates are the generator's, not the server's.</summary>
    public Spread DriverBusy => Server(run => run.DriverBusy);

    private static string Line(RunResult run) =>
        $"{run.PerSecond:N0}/s, {run.CpuMicrosecondsPerRequest:0.00} us CPU, p99 {run.Latency.Percentile(0.99) / 1e6:0.00} ms, not taken {run.Shed + run.Failed}, driver {run.DriverBusy:P0}";
}
