using System.Diagnostics;

namespace Engagement.Load.Servers;

/// <summary>Waiting for a server that is starting.</summary>
internal static class Readiness
{
    /// <summary>Asks until the path answers 2xx and says how long that took.</summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="most"/>, or the process ended.</exception>
    public static async Task<TimeSpan> Await(Uri url, string path, Func<bool> ended, TimeSpan most, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(2) };
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < most && !ended())
        {
            try
            {
                using var response = await client.GetAsync(path, cancellationToken);
                if (response.IsSuccessStatusCode)
                    return waiting.Elapsed;
            }
            catch (Exception refused) when (refused is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not listening yet.
            }

            await pause.WaitForNextTickAsync(cancellationToken);
        }

        throw new TimeoutException(ended() ? $"the server at {url} ended while starting" : $"{url} was not ready within {most.TotalSeconds} s");
    }
}
