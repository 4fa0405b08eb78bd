using System.Diagnostics;

namespace Engagement.Load.Driving;

/// <summary>
/// The instants at which sends are intended, on a 250 us grid. Open: send n belongs to the first grid instant at or
/// after n / rate, whatever the server does. Closed (rate 0): a send is intended whenever a connection is free.
/// Instants are <see cref="Stopwatch"/> ticks, which are nanoseconds on Linux.
/// </summary>
internal sealed class Schedule
{
    public const long GridNanoseconds = 250_000;
    private readonly double _gridsPerSend;

    private Schedule(double perSecond)
    {
        PerSecond = perSecond;
        _gridsPerSend = 1_000_000_000.0 / GridNanoseconds / perSecond;
    }

    public static Schedule Closed { get; } = new(0);

    public double PerSecond { get; }

    public bool IsOpen => PerSecond > 0;

    public static Schedule Open(double perSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        return new Schedule(perSecond);
    }

    /// <summary>Nanoseconds from the start at which the given send is intended.</summary>
    public long IntendedAt(long send) => (long)Math.Ceiling(send * _gridsPerSend) * GridNanoseconds;
}
