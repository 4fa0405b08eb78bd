using BenchmarkDotNet.Attributes;
using Engagement.Node.Timing;

namespace Engagement.Benchmarks;

/// <summary>A million timers over an hour: set, taken back, and fired.</summary>
public class TimingWheelBenchmarks
{
    private const int Timers = 1_000_000;
    private const int Hour = 3_600_000;

    private readonly long[] _dues = new long[Timers];
    private readonly TimerHandle[] _handles = new TimerHandle[Timers];
    private readonly List<int> _due = new(Timers);
    private TimingWheel<int> _wheel = new(0);

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(4);
        for (var i = 0; i < Timers; i++)
        {
            _dues[i] = random.Next(1, Hour);
        }
    }

    [IterationSetup(Targets = [nameof(Cancel), nameof(Fire)])]
    public void Fill() => Add();

    [IterationSetup(Target = nameof(Add))]
    public void Empty() => _wheel = new TimingWheel<int>(0, Timers);

    [Benchmark(OperationsPerInvoke = Timers)]
    public int Add()
    {
        _wheel = new TimingWheel<int>(0, Timers);
        for (var i = 0; i < Timers; i++)
        {
            _handles[i] = _wheel.Add(_dues[i], i);
        }

        return _wheel.Count;
    }

    [Benchmark(OperationsPerInvoke = Timers)]
    public int Cancel()
    {
        foreach (var handle in _handles)
        {
            _wheel.Cancel(handle);
        }

        return _wheel.Count == 0 ? 0 : throw new InvalidOperationException("timers are left");
    }

    [Benchmark(OperationsPerInvoke = Timers)]
    public int Fire()
    {
        _due.Clear();
        for (var now = 0L; now <= Hour; now += 100)
        {
            _wheel.Advance(now, _due);
        }

        return _due.Count == Timers ? _due.Count : throw new InvalidOperationException("not all timers fired");
    }
}
