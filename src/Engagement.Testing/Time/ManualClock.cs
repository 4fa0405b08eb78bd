using NodaTime;

namespace Engagement.Testing.Time;

/// <summary>
/// Time that moves only when a test says so, as both libraries name it. Timers fire inside <see cref="Advance"/>, on its thread, in the order
/// they are due, each while the clock shows the instant it is due at; one that is due at once fires on the thread pool. Safe for any number
/// of threads.
/// </summary>
public sealed class ManualClock : TimeProvider, IClock
{
    public static readonly Instant DefaultStart = Instant.FromUtc(2026, 3, 2, 12, 0);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private Instant _now;

    public ManualClock()
        : this(DefaultStart)
    {
    }

    public ManualClock(Instant start) => _now = start;

    public override long TimestampFrequency => NodaConstants.TicksPerSecond;

    public Instant GetCurrentInstant()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override DateTimeOffset GetUtcNow() => GetCurrentInstant().ToDateTimeOffset();

    public override long GetTimestamp() => GetCurrentInstant().ToUnixTimeTicks();

    /// <summary>Moves on, firing every timer that comes due on the way.</summary>
    public void Advance(Duration by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, Duration.Zero);
        var until = GetCurrentInstant() + by;
        while (NextDue(until) is { } timer)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Arm(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime > TimeSpan.Zero)
            {
                timer.Due = _now + Duration.FromTimeSpan(dueTime);
                _timers.Add(timer);
            }
        }

        if (dueTime == TimeSpan.Zero)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static due => due.Fire(), timer, preferLocal: false);
        }
    }

    private ManualTimer? NextDue(Instant until)
    {
        lock (_gate)
        {
            var timer = _timers.Where(candidate => candidate.Due <= until).MinBy(candidate => candidate.Due);
            if (timer is null)
            {
                _now = until;
                return null;
            }

            _timers.Remove(timer);
            _now = Instant.Max(_now, timer.Due);
            return timer;
        }
    }
}
