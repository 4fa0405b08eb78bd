using System.ComponentModel;
using System.Diagnostics;
using Engagement.Load.Driving;

namespace Engagement.Load.Measuring;

/// <summary>
/// What a durable write costs on the disk under test; a latency that includes a sync says nothing without it. Calls
/// fsync itself: the runtime's own flush may hide an error.
/// </summary>
internal static class SyncCost
{
    private const int Writes = 400;

    /// <summary>Nanoseconds of writing 20 kB and syncing it, over a file that already has its size.</summary>
    public static Histogram Probe(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "sync-probe");
        var block = new byte[20_000];
        new Random(1).NextBytes(block);
        var cost = new Histogram();
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite))
        {
            for (var index = 0; index < Writes; index++)
                RandomAccess.Write(file, block, (long)index * block.Length);
            Sync(file);
            for (var index = 0; index < Writes; index++)
            {
                var start = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, (long)index * block.Length);
                Sync(file);
                cost.Record((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }
        }

        File.Delete(path);
        return cost;
    }

    private static void Sync(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        if (Native.Sync((int)file.DangerousGetHandle()) != 0)
            throw new Win32Exception();
    }
}
