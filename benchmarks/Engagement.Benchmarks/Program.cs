using BenchmarkDotNet.Running;
using Engagement.Benchmarks;
using Engagement.Benchmarks.Allocations;
using Engagement.Benchmarks.Deciding;
using Engagement.Benchmarks.Engine;

// engine [turns users campaigns] [--no-facts], recovery [users turns]: the whole engine in this process, see EngineRun.
if (args is ["engine", .. var engine])
{
    await EngineRun.TurnsAsync(engine);
    return 0;
}

if (args is ["recovery", .. var recovery])
{
    await EngineRun.RecoveryAsync(recovery);
    return 0;
}

// projector [facts people]: the read models alone, see ProjectorRun.
if (args is ["projector", .. var projector])
{
    await ProjectorRun.FactsAsync(projector);
    return 0;
}

// decide [people campaigns rounds]: the decider beside a bare one, see DecideRun.
if (args is ["decide", .. var decide])
{
    DecideRun.Run(decide);
    return 0;
}

// --check-allocations [filter ...]: the gate. --record-allocations [filter ...]: writes what is measured as what is expected.
// --short: fewer rounds, for a look. Everything else goes to BenchmarkDotNet as it stands.
var rest = args.Where(word => word is not ("--check-allocations" or "--record-allocations" or "--short")).ToArray();
if (args.Contains("--check-allocations"))
    return AllocationGate.Check(rest);
if (args.Contains("--record-allocations"))
    return AllocationGate.Record(rest);
BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(rest, args.Contains("--short") ? BenchmarkConfig.Short() : BenchmarkConfig.Full());
return 0;
