using Engagement.Load.Commands;
using Engagement.Load.Driving;
using Engagement.Load.Journeys;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Commands;

public sealed class TallyTests
{
    [Fact]
    public void Sends_wrap_around_and_add_up_over_runs()
    {
        var tally = new Tally(new Shop(10, 1).Events(105), 10, [new RunResult { Sends = 23 }, new RunResult { Sends = 4 }]);
        tally.TimesSent(0).ShouldBe(4);
        tally.TimesSent(29).ShouldBe(4);
        tally.TimesSent(30).ShouldBe(3);
        tally.TimesSent(99).ShouldBe(2);
        tally.TimesSent(104).ShouldBe(0);
    }
}
