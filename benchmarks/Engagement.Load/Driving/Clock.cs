using System.Diagnostics;

namespace Engagement.Load.Driving;

/// <summary>Nanoseconds since the clock was made, monotonic.</summary>
internal readonly struct Clock()
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public long Now => Stopwatch.GetElapsedTime(_start).Ticks * 100;
}
