using Engagement.Load.Campaigns;
using Engagement.Load.Servers;

namespace Engagement.Load.Crash;

/// <summary>
/// Watches a sample of users who wait for a delayed message: it must not be there while, by the client's clock, even
/// the first attempt of its cause is younger than the delay. Looks until just before that instant.
/// </summary>
internal sealed class EarlyWatch(ServerUnderTest server, TimeSpan delay)
{
    private readonly UserReader _reader = new(server);
    private int _watched;
    private int _early;

    public int Watched => _watched;

    public int Early => _early;

    public async Task Watch(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var due = DateTimeOffset.FromUnixTimeMilliseconds(entry.FirstSent) + delay;
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        try
        {
            while (await pause.WaitForNextTickAsync(cancellationToken))
            {
                var found = await _reader.Messages(entry.User, Documents.DelayedCampaign, cancellationToken);
                if (DateTimeOffset.UtcNow >= due)
                    break; // The answer may have been made after the instant: it proves nothing.
                if (found == 0)
                    continue;
                Interlocked.Increment(ref _early);
                break;
            }

            Interlocked.Increment(ref _watched);
        }
        catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // The server was killed under the look: this user proves nothing either way.
        }
    }
}
