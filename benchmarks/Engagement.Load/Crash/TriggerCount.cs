using Engagement.Load.Campaigns;

namespace Engagement.Load.Crash;

/// <summary>
/// Whether each user who waited for a delayed message got exactly one, not early: by the queue, and by the history of
/// decisions. Thread safe.
/// </summary>
internal sealed class TriggerCount(UserReader reader, TimeSpan delay, TimeSpan grace)
{
    private int _missing;
    private int _twice;
    private int _early;
    private int _untold;

    public int Missing => _missing;

    public int Twice => _twice;

    public int Early => _early;

    public int Untold => _untold;

    public async Task Take(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var last = DateTimeOffset.FromUnixTimeMilliseconds(entry.Ended) + delay + grace;
        var messages = await Until(last, () => reader.Messages(entry.User, Documents.DelayedCampaign, cancellationToken), found => found > 0, cancellationToken);
        if (messages == 0)
        {
            Interlocked.Increment(ref _missing);
            return;
        }

        var told = DateTimeOffset.UtcNow + grace;
        var sent = await Until(told, () => reader.SentAt(entry.User, Documents.DelayedCampaign, cancellationToken), found => found.Count > 0, cancellationToken);
        var due = DateTimeOffset.FromUnixTimeMilliseconds(entry.FirstSent) + delay;
        if (messages > 1 || sent.Count > 1)
            Interlocked.Increment(ref _twice);
        if (sent.Count == 0)
            Interlocked.Increment(ref _untold);
        if (sent.Any(at => at < due))
            Interlocked.Increment(ref _early);
    }

    private static async Task<T> Until<T>(DateTimeOffset last, Func<Task<T>> look, Func<T, bool> enough, CancellationToken cancellationToken)
    {
        var found = await look();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!enough(found) && DateTimeOffset.UtcNow < last && await pause.WaitForNextTickAsync(cancellationToken))
            found = await look();
        return found;
    }
}
