using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Engagement.EndToEnd.Harness;

/// <summary>Looks again until something holds. A test that times out here says what it last saw.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<T> Get<T>(
        Func<Task<T>> look, Func<T, bool> holds, TimeSpan? within = null, [CallerArgumentExpression(nameof(holds))] string? what = null)
    {
        var most = within ?? Usual;
        var waited = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Pause);
        while (true)
        {
            var seen = await look();
            if (holds(seen))
            {
                return seen;
            }

            if (waited.Elapsed > most)
            {
                throw new TimeoutException($"not within {most.TotalSeconds} s: {what}; last seen: {seen}");
            }

            await pause.WaitForNextTickAsync();
        }
    }

    public static Task Holds(Func<bool> holds, TimeSpan? within = null, [CallerArgumentExpression(nameof(holds))] string? what = null) =>
        Get(() => Task.FromResult(holds()), now => now, within, what);
}
