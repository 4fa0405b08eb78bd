using Engagement.Load.Measuring;

namespace Engagement.Load.Driving;

/// <summary>
/// The disk alone under the sends of an open run: one thread writes what is due by now as one commit, syncs it, and takes what has become due
/// meanwhile. Nothing is received, decided or answered: a server that answers only what is durable cannot be quicker than this.
/// </summary>
internal static class BareCommits
{
    /// <summary>What a small commit of the journal writes: three pages.</summary>
    private const int CommitBytes = 3 * 4_096;

    /// <summary>As large as the journal's write-ahead log becomes.</summary>
    private const int Commits = (32 << 20) / CommitBytes;

    /// <summary>Nanoseconds from the intended instant of each send to the end of the sync that covers it. The plan must be open.</summary>
    public static Histogram Drive(RunPlan plan, string folder) => DrivingThread.Run(plan.Core, () =>
    {
        using var file = new ProbeFile(folder, CommitBytes, Commits);
        using var poller = new Poller();
        var latency = new Histogram();
        var clock = new Clock();
        var countFrom = (long)plan.Warm.TotalNanoseconds;
        var end = countFrom + (long)plan.Counted.TotalNanoseconds;
        for (var sends = 0L; plan.Schedule.IntendedAt(sends) < end;)
        {
            var now = clock.Now;
            if (plan.Schedule.IntendedAt(sends) > now)
            {
                poller.Wait(plan.Schedule.IntendedAt(sends) - now);
                continue;
            }

            var first = sends;
            while (plan.Schedule.IntendedAt(sends) <= Math.Min(now, end - 1))
                sends++;
            file.WriteAndSync();
            var durable = clock.Now;
            for (var send = first; send < sends; send++)
            {
                var intended = plan.Schedule.IntendedAt(send);
                if (intended >= countFrom)
                    latency.Record(durable - intended);
            }
        }

        return latency;
    });
}
