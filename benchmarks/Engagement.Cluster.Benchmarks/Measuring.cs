using System.Diagnostics;

namespace Engagement.Cluster.Benchmarks;

/// <summary>Calls per second with a fixed number of callers, each waiting for its answer.</summary>
internal static class Measuring
{
    /// <param name="call">Given the caller's number and the number of its call.</param>
    public static async Task<double> RateAsync(int callers, TimeSpan time, Func<int, int, Task> call)
    {
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var calls = 0;
            while (watch.Elapsed < time)
            {
                await call(caller, calls++);
            }

            return calls;
        })));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
