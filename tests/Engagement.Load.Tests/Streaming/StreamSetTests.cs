using Engagement.Load.BareKestrel;
using Engagement.Load.Driving;
using Engagement.Load.Journeys;
using Engagement.Load.Measuring;
using Engagement.Load.Servers;
using Engagement.Load.Streaming;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Streaming;

public sealed class StreamSetTests
{
    [Fact]
    public async Task Every_ping_comes_back_once_on_the_stream_of_its_user()
    {
        using var stop = new CancellationTokenSource();
        var port = Child.FreePort();
        var url = new Uri($"http://127.0.0.1:{port}");
        var twin = Twin.Serve(port, stop.Token);
        await Readiness.Await(url, "/plain", () => false, TimeSpan.FromSeconds(20), CancellationToken.None);
        string[] users = [.. Enumerable.Range(0, 50).Select(user => $"u{user}")];
        using var streams = new StreamSet(url, users, user => $"/echo/stream?userId={user}", "none");
        streams.AwaitOpen(TimeSpan.FromSeconds(20));
        var plan = new RunPlan(Schedule.Open(500), 32, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(2), null);
        var round = new StreamSet.Round(plan.Schedule, 5_000_000, 10_000);
        var aim = new Aim(Target.Fixed(url, "/echo"), Payloads.Pings(users), new ServerFigures(process: null), new Stamp());
        var run = Run.Drive(plan, aim, streams, round);
        round.Received.ShouldBe(run.Sends);
        round.Repeated.ShouldBe(0);
        round.Latency.Count.ShouldBeGreaterThan(500);
        round.Latency.Percentile(0).ShouldBeGreaterThan(0);
        run.Failed.ShouldBe(0);
        streams.Closed.ShouldBe(0);
        await stop.CancelAsync();
        await twin;
    }
}
