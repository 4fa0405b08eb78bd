using NodaTime;

namespace Engagement.Testing.Time;

internal sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    public Instant Due { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
        clock.Arm(this, dueTime);
        return true;
    }

    public void Fire()
    {
        clock.Arm(this, _period);
        callback(state);
    }

    public void Dispose() => clock.Arm(this, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
