using Engagement.Load.Driving;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Driving;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(10_000)]
    [InlineData(123_456)]
    public void Sends_stand_on_the_grid_in_order_and_at_the_rate(double rate)
    {
        var schedule = Schedule.Open(rate);
        var last = 0L;
        for (var send = 0; send < 10_000; send++)
        {
            var intended = schedule.IntendedAt(send);
            (intended % Schedule.GridNanoseconds).ShouldBe(0);
            intended.ShouldBeGreaterThanOrEqualTo(last);
            (intended - (send / rate * 1e9)).ShouldBeInRange(-1, Schedule.GridNanoseconds + 1);
            last = intended;
        }
    }
}
