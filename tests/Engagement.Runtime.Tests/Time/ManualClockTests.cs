using Engagement.Testing.Time;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Runtime.Tests.Time;

/// <summary>The clock every other test stands on.</summary>
public sealed class ManualClockTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Time_moves_only_when_told()
    {
        var before = _clock.GetTimestamp();

        _clock.Advance(Duration.FromMilliseconds(1500));

        _clock.GetCurrentInstant().ShouldBe(ManualClock.DefaultStart + Duration.FromMilliseconds(1500));
        _clock.GetUtcNow().ShouldBe(_clock.GetCurrentInstant().ToDateTimeOffset());
        _clock.GetElapsedTime(before).ShouldBe(TimeSpan.FromMilliseconds(1500));
    }

    [Fact]
    public void Timers_fire_in_the_order_they_are_due_at_the_instant_they_are_due()
    {
        var fired = new List<(string Name, Duration At)>();
        using var late = Timer("late", 3, fired);
        using var early = Timer("early", 1, fired);
        using var never = Timer("never", 100, fired);

        _clock.Advance(Duration.FromSeconds(5));

        fired.ShouldBe([("early", Duration.FromSeconds(1)), ("late", Duration.FromSeconds(3))]);
    }

    [Fact]
    public void A_timer_armed_by_another_fires_on_the_way()
    {
        var fired = new List<(string Name, Duration At)>();
        ITimer? second = null;
        using var first = _clock.CreateTimer(_ => second = Timer("second", 1, fired), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(Duration.FromSeconds(5));

        fired.ShouldBe([("second", Duration.FromSeconds(2))]);
        second.ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_disposed()
    {
        var count = 0;
        var timer = _clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _clock.Advance(Duration.FromSeconds(3));
        timer.Dispose();
        _clock.Advance(Duration.FromSeconds(3));

        count.ShouldBe(3);
    }

    [Fact]
    public async Task A_timer_due_at_once_fires_without_time_passing()
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        using var timer = _clock.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private ITimer Timer(string name, int seconds, List<(string Name, Duration At)> fired) => _clock.CreateTimer(
        _ => fired.Add((name, _clock.GetCurrentInstant() - ManualClock.DefaultStart)), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
}
