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
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken };
        var (delay, entries) = Ledger.Read(ledgerPath);
        var byUser = entries.GroupBy(entry => entry.User).ToList();
        var faults = new ConcurrentBag<(long Lost, long Doubled)>();
        await Parallel.ForEachAsync(byUser, options, async (user, token) =>
        {
            var counts = await _reader.Counts(user.Key, token);
            foreach (var named in user.GroupBy(entry => entry.Event))
                faults.Add(Verdict.Compare(named, counts.GetValueOrDefault(named.Key)));
        });
        var waiting = entries.Where(entry => entry.Event == Documents.DelayedEvent && entry.Fate == Fate.Acknowledged).ToList();
        var fired = new TriggerCount(_reader, delay, Grace);
        await Parallel.ForEachAsync(waiting, options, async (entry, token) => await fired.Take(entry, token));
        return new Verdict
        {
            Acknowledged = entries.Count(entry => entry.Fate == Fate.Acknowledged),
            Unknown = entries.Count(entry => entry.Fate == Fate.Unknown),
            Refused = entries.Count(entry => entry.Fate == Fate.Refused),
            Users = byUser.Count,
            Lost = faults.Sum(fault => fault.Lost),
            Doubled = faults.Sum(fault => fault.Doubled),
            TriggersDue = waiting.Count,
            TriggersMissing = fired.Missing,
            TriggersTwice = fired.Twice,
            TriggersEarly = fired.Early,
            TriggersUntold = fired.Untold,
        };
    }
}
