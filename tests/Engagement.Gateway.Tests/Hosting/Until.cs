using System.Diagnostics;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>For what becomes true on another thread with nothing to wait on.</summary>
public static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition)
    {
        var since = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
            {
                throw new TimeoutException("it did not become true");
            }

            await Task.Yield();
        }
    }
}
