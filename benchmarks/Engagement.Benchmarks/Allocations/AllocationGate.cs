using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Engagement.Benchmarks.Allocations;

/// <summary>
/// Runs benchmarks for their allocated bytes alone, which are the same at every run, and compares them with what is
/// expected. Time is charted elsewhere; it is too noisy to gate on.
/// </summary>
internal static class AllocationGate
{
    /// <summary>0 when nothing allocates more than expected; 1 with the list on the console otherwise.</summary>
    public static int Check(string[] filter)
    {
        var expected = Expected.Read();
        var measured = Measure(filter);
        var faults = Compare(expected, measured).ToList();
        foreach (var fault in faults)
            Console.WriteLine(fault);
        Console.WriteLine($"{measured.Count} benchmarks checked, {faults.Count} faults");
        return faults.Count == 0 && measured.Count > 0 ? 0 : 1;
    }

    /// <summary>Replaces the expectation of every benchmark measured; those outside the filter stay.</summary>
    public static int Record(string[] filter)
    {
        var expected = Expected.Read();
        foreach (var (name, bytes) in Measure(filter))
            expected[name] = bytes;
        Expected.Write(expected);
        return 0;
    }

    internal static IEnumerable<string> Compare(IReadOnlyDictionary<string, long> expected, IReadOnlyDictionary<string, long> measured)
    {
        foreach (var (name, bytes) in measured)
        {
            if (!expected.TryGetValue(name, out var most))
                yield return $"{name}: {bytes} B per operation, and allocations.json does not say how many it may be";
            else if (bytes > most)
                yield return $"{name}: {bytes} B per operation, {most} B expected";
            else if (bytes < most)
                Console.WriteLine($"{name}: {bytes} B per operation, {most} B expected; record the gain so that it stays");
        }
    }

    private static SortedDictionary<string, long> Measure(string[] filter)
    {
        var words = filter.Length == 0 ? ["--filter", "*"] : filter;
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(AllocationGate).Assembly).Run(words, BenchmarkConfig.AllocationsOnly());
        var measured = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var report in summaries.SelectMany(summary => summary.Reports))
            measured[NameOf(report)] = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? throw new InvalidOperationException($"{NameOf(report)} measured nothing");
        return measured;
    }

    private static string NameOf(BenchmarkReport report)
    {
        var method = report.BenchmarkCase.Descriptor.WorkloadMethod;
        var parameters = report.BenchmarkCase.Parameters.Count == 0 ? "" : $"({report.BenchmarkCase.Parameters.PrintInfo})";
        return $"{method.DeclaringType!.Name}.{method.Name}{parameters}";
    }
}
