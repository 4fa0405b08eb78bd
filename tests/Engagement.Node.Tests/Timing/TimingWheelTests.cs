using Engagement.Node.Timing;

namespace Engagement.Node.Tests.Timing;

public sealed class TimingWheelTests
{
    private const long Start = 1_764_000_000_000;

    private readonly List<string> _due = [];
    private readonly TimingWheel<string> _wheel = new(Start);

    [Fact]
    public void A_timer_fires_at_its_due_and_not_a_millisecond_before()
    {
        foreach (var after in new long[] { 1, 255, 256, 257, 65_536, 1L << 24, 1L << 40, (1L << 40) + 1 })
        {
            var wheel = new TimingWheel<long>(Start);
            var due = new List<long>();
            wheel.Add(Start + after, after);
            wheel.Advance(Start + after - 1, due);
            due.ShouldBeEmpty();
            wheel.Advance(Start + after, due);
            due.ShouldBe([after]);
            wheel.Count.ShouldBe(0);
        }
    }

    [Fact]
    public void A_timer_whose_due_has_passed_comes_at_once()
    {
        _wheel.Add(Start - 5, "past");
        _wheel.Add(Start, "now");
        _wheel.NextDueMs.ShouldBe(Start);
        _wheel.Advance(Start, _due);
        _due.ShouldBe(["past", "now"], ignoreOrder: true);
    }

    [Fact]
    public void A_leap_of_years_fires_everything_in_between_in_order()
    {
        var random = new Random(7);
        var dues = Enumerable.Range(0, 1_000).Select(_ => Start + 1 + random.NextInt64(1L << 36)).ToList();
        var wheel = new TimingWheel<long>(Start);
        foreach (var due in dues) wheel.Add(due, due);
        var fired = new List<long>();
        wheel.Advance(Start + (1L << 37), fired);
        fired.ShouldBe(dues.Order());
    }

    [Fact]
    public void A_timer_at_the_end_of_time_waits()
    {
        _wheel.Add(long.MaxValue, "never");
        _wheel.Advance(Start + (1L << 41), _due);
        _due.ShouldBeEmpty();
        _wheel.NextDueMs.ShouldNotBeNull().ShouldBeGreaterThan(Start + (1L << 41));
        _wheel.Advance(long.MaxValue, _due);
        _due.ShouldBe(["never"]);
    }

    [Fact]
    public void A_cancelled_or_fired_handle_cancels_nothing_even_when_its_place_is_taken_again()
    {
        var first = _wheel.Add(Start + 10, "first");
        _wheel.Cancel(first).ShouldBeTrue();
        _wheel.Cancel(first).ShouldBeFalse();
        _wheel.Cancel(default).ShouldBeFalse();
        var second = _wheel.Add(Start + 20, "second");
        _wheel.Cancel(first).ShouldBeFalse();
        _wheel.Advance(Start + 20, _due);
        _due.ShouldBe(["second"]);
        _wheel.Cancel(second).ShouldBeFalse();
        _wheel.NextDueMs.ShouldBeNull();
    }

    [Fact]
    public void A_small_step_back_of_the_clock_delays_but_never_hastens()
    {
        _wheel.Advance(Start + 1_000, _due);
        _wheel.Add(Start + 600, "after the step");
        _wheel.Advance(Start + 500, _due);
        _due.ShouldBeEmpty();
        _wheel.Advance(Start + 1_000, _due);
        _due.ShouldBe(["after the step"]);
    }

    [Fact]
    public void A_large_step_back_sets_the_wheel_back_and_keeps_every_timer()
    {
        const long hour = 3_600_000;
        _wheel.Add(Start + (2 * hour), "later");
        _wheel.Advance(Start + hour, _due);
        _wheel.Advance(Start, _due);
        _wheel.Add(Start + 5, "soon");
        _wheel.NextDueMs.ShouldBe(Start + 5);
        _wheel.Advance(Start + 4, _due);
        _due.ShouldBeEmpty();
        _wheel.Advance(Start + 5, _due);
        _due.ShouldBe(["soon"]);
        _wheel.Advance(Start + (2 * hour), _due);
        _due.ShouldBe(["soon", "later"]);
    }

    [Fact]
    public void Adding_cancelling_and_advancing_allocate_nothing_once_there_is_room()
    {
        var due = new List<string>(2_000);
        Turn();
        due.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Turn();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        due.Count.ShouldBe(500);

        void Turn()
        {
            var now = Start + (due.Capacity * 2);
            for (var i = 0; i < 1_000; i++)
            {
                var handle = _wheel.Add(now + (i * 97), "x");
                if (i % 2 == 0) _wheel.Cancel(handle);
            }

            _wheel.Advance(now + 100_000, due);
        }
    }
}
