namespace Engagement.Load.Driving;

/// <summary>Where the driving thread runs and how exactly it wakes.</summary>
internal static class Core
{
    /// <summary>Ties the calling thread, and only it, to one core.</summary>
    public static unsafe void Pin(int core)
    {
        var cores = stackalloc ulong[16];
        new Span<ulong>(cores, 16).Clear();
        cores[core / 64] = 1UL << (core % 64);
        _ = Native.SetAffinity(0, 16 * sizeof(ulong), cores);
    }

    /// <summary>By default Linux may wake a sleeper 50 us late; here it may be one nanosecond.</summary>
    public static void WakeOnTime() => _ = Native.Control(Native.TimerSlack, 1, 0, 0, 0);
}
