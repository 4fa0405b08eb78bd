using System.Collections.Concurrent;
using Engagement.Load.Campaigns;
using Engagement.Load.Servers;

namespace Engagement.Load.Crash;

/// <summary>Compares what a server says of every user of a ledger with the ledger.</summary>
internal sealed class Verification(ServerUnderTest server, string ledgerPath)
{
    private readonly UserReader _reader = new(server);

    /// <summary>How long after its due instant a message may still be missing before it counts as missing.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    public async Task<Verdict> Run(CancellationToken cancellationToken)
    {
        var (delay, entries) = Ledger.Read(ledgerPath);
        var byUser = entries.GroupBy(entry => entry.User).ToList();
        var faults = new ConcurrentBag<(long Lost, long Doubled)>();
        await Parallel.ForEachAsync(byUser, cancellationToken, async (user, token) =>
        {
            var counts = await _reader.Counts(user.Key, token);
            foreach (var named in user.GroupBy(entry => entry.Event))
                faults.Add(Verdict.Compare(named, counts.GetValueOrDefault(named.Key)));
        });
        var waiting = entries.Where(entry => entry.Event == Documents.DelayedEvent && entry.Fate == Fate.Acknowledged).ToList();
        var (missing, twice) = await Triggers(waiting, delay, cancellationToken);
        return new Verdict
        {
            Acknowledged = entries.Count(entry => entry.Fate == Fate.Acknowledged),
            Unknown = entries.Count(entry => entry.Fate == Fate.Unknown),
            Refused = entries.Count(entry => entry.Fate == Fate.Refused),
            Users = byUser.Count,
            Lost = faults.Sum(fault => fault.Lost),
            Doubled = faults.Sum(fault => fault.Doubled),
            TriggersDue = waiting.Count,
            TriggersMissing = missing,
            TriggersTwice = twice,
        };
    }

    private async Task<(int Missing, int Twice)> Triggers(List<LedgerEntry> waiting, TimeSpan delay, CancellationToken cancellationToken)
    {
        var (missing, twice) = (0, 0);
        await Parallel.ForEachAsync(waiting, cancellationToken, async (entry, token) =>
        {
            var last = DateTimeOffset.FromUnixTimeMilliseconds(entry.Ended) + delay + Grace;
            var found = await _reader.Messages(entry.User, Documents.DelayedCampaign, token);
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (found == 0 && DateTimeOffset.UtcNow < last && await pause.WaitForNextTickAsync(token))
                found = await _reader.Messages(entry.User, Documents.DelayedCampaign, token);
            if (found == 0)
                Interlocked.Increment(ref missing);
            else if (found > 1)
                Interlocked.Increment(ref twice);
        });
        return (missing, twice);
    }
}
