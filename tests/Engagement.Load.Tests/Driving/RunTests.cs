using Engagement.Load.BareKestrel;
using Engagement.Load.Driving;
using Engagement.Load.Journeys;
using Engagement.Load.Measuring;
using Engagement.Load.Servers;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Driving;

public sealed class RunTests
{
    [Theory]
    [InlineData("/drain")]
    [InlineData("/tokens")]
    public async Task An_open_loop_sends_what_is_due_and_a_closed_one_as_much_as_it_can(string path)
    {
        using var stop = new CancellationTokenSource();
        var port = Child.FreePort();
        var url = new Uri($"http://127.0.0.1:{port}");
        var twin = Twin.Serve(port, stop.Token);
        await Readiness.Await(url, "/plain", () => false, TimeSpan.FromSeconds(20), CancellationToken.None);
        var payloads = Payloads.Singles(new Shop(100, 1).Events(500));
        var aim = new Aim(Target.Fixed(url, path), payloads, new ServerFigures(Environment.ProcessId), new Stamp());
        var plan = new RunPlan(Schedule.Open(1000), 32, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.7), null);
        var open = Run.Drive(plan, aim);
        (open.Sends + open.Unsent).ShouldBeGreaterThanOrEqualTo(1000);
        open.Failed.ShouldBe(0);
        var closed = Run.Drive(plan with { Schedule = Schedule.Closed }, aim);
        closed.Sends.ShouldBeGreaterThan(open.Sends);
        closed.Failed.ShouldBe(0);
        closed.ServerCpu.ShouldBeGreaterThan(TimeSpan.Zero);
        await stop.CancelAsync();
        await twin;
    }
}
