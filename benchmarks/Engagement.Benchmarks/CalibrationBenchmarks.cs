using BenchmarkDotNet.Attributes;

namespace Engagement.Benchmarks;

/// <summary>
/// Loops that touch nothing of the engine. A figure of the engine means something beside these, taken in the same run:
/// a decision cannot be cheaper than finding its user.
/// </summary>
public class CalibrationBenchmarks
{
    private const int Touches = 4096;
    private readonly Dictionary<long, long> _users = [];
    private readonly long[] _order = new long[Touches];

    [Params(50_000, 1_000_000)]
    public int Users { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (var user = 0L; user < Users; user++)
            _users[user * 2_654_435_761 % int.MaxValue] = user;
        var keys = _users.Keys.ToArray();
        for (var touch = 0; touch < Touches; touch++)
            _order[touch] = keys[random.Next(keys.Length)];
    }

    [Benchmark(OperationsPerInvoke = Touches)]
    public long LookUpAndUpdate()
    {
        var sum = 0L;
        foreach (var user in _order)
            sum += ++System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(_users, user);
        return sum;
    }
}
