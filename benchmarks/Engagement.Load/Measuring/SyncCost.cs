using System.Diagnostics;

namespace Engagement.Load.Measuring;

/// <summary>What a durable write costs on the disk under test; a latency that includes a sync says nothing without it.</summary>
internal static class SyncCost
{
    private const int Writes = 400;

    /// <summary>Nanoseconds of writing 20 kB and syncing it, over a file that already has its size.</summary>
    public static Histogram Probe(string folder)
    {
        using var file = new ProbeFile(folder, 20_000, Writes);
        var cost = new Histogram();
        for (var index = 0; index < Writes; index++)
        {
            var start = Stopwatch.GetTimestamp();
            file.WriteAndSync();
            cost.Record((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return cost;
    }
}
