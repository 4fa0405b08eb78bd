using Engagement.Load.Campaigns;
using Engagement.Load.Servers;

namespace Engagement.Load.Crash;

/// <summary>
/// Watches a sample of users who wait for a delayed message: it must not be there while, by the client's clock, even
/// the first attempt of its cause is younger than the delay.
/// </summary>
internal sealed class EarlyWatch(ServerUnderTest server, TimeSpan delay)
{
    private readonly UserReader _reader = new(server);
    private int _watched;
    private int _early;

    public int Watched => _watched;

    public int Early => _early;

    /// <summary>
    /// Looks again and again until the message may be there. The user counts as watched when the last look that found
    /// nothing was less than half a second before that; a look that a kill cut off proves nothing either way.
    /// </summary>
    public async Task Watch(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var due = DateTimeOffset.FromUnixTimeMilliseconds(entry.FirstSent) + delay;
        var lastClear = DateTimeOffset.MinValue;
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        while (DateTimeOffset.UtcNow < due && !cancellationToken.IsCancellationRequested)
        {
            var found = await Look(entry.User, cancellationToken);
            // An answer taken in after the instant may have been made after it.
            if (found is null || DateTimeOffset.UtcNow >= due)
                continue;
            if (found > 0)
            {
                Interlocked.Increment(ref _early);
                return;
            }

            lastClear = DateTimeOffset.UtcNow;
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }

        if (lastClear > due - TimeSpan.FromMilliseconds(500))
            Interlocked.Increment(ref _watched);
    }

    private async Task<int?> Look(string user, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.Messages(user, Documents.DelayedCampaign, cancellationToken);
        }
        catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            await Task.Yield();
            return null;
        }
    }
}
