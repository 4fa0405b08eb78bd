using BenchmarkDotNet.Running;
using Engagement.Benchmarks;
using Engagement.Benchmarks.Allocations;

// --check-allocations [filter ...]: the gate. --record-allocations [filter ...]: writes what is measured as what is expected.
// --short: fewer rounds, for a look. Everything else goes to BenchmarkDotNet as it stands.
var rest = args.Where(word => word is not ("--check-allocations" or "--record-allocations" or "--short")).ToArray();
if (args.Contains("--check-allocations"))
    return AllocationGate.Check(rest);
if (args.Contains("--record-allocations"))
    return AllocationGate.Record(rest);
BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(rest, args.Contains("--short") ? BenchmarkConfig.Short() : BenchmarkConfig.Full());
return 0;
