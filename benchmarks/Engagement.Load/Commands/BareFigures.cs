using Engagement.Load.Driving;
using Engagement.Load.Journeys;
using Engagement.Load.Measuring;
using Engagement.Load.Servers;
using Engagement.Load.Streaming;

namespace Engagement.Load.Commands;

/// <summary>The twin alone: what this machine gives before anything is decided. Needs no server.</summary>
internal static class BareFigures
{
    public static async Task Run(Workshop workshop, CancellationToken cancellationToken)
    {
        var finding = workshop.Begin("bare", "The bare twin alone", pinned: true);
        using var twin = await BareTwin.Start(workshop.ServerCore, cancellationToken);
        var stamp = new Stamp();
        var singles = Payloads.Singles(workshop.Events);
        var batches = Payloads.Batches(workshop.Events, 100);
        var plan = new RunPlan(Schedule.Closed, workshop.Connections, workshop.Warm, workshop.Counted, workshop.DriverCore);
        foreach (var (name, path, payloads) in new[] { ("drain", "/drain", singles), ("token walk", "/tokens", singles), ("batch walk", "/v1/batch-walk", batches) })
        {
            var aim = new Aim(Target.Fixed(twin.Url, path), payloads, twin.Figures, stamp);
            Driving.Run.Drive(plan, aim);
            var runs = Enumerable.Range(0, workshop.Rounds).Select(_ => Driving.Run.Drive(plan, aim)).ToList();
            finding.Add($"{name}: maximum rate", Spread.Of(runs.Select(run => run.PerSecond)), "requests/s");
            finding.Add($"{name}: CPU per request", Spread.Of(runs.Select(run => run.CpuMicrosecondsPerRequest)), "us");
            finding.Add($"{name}: events per second of CPU", Spread.Of(runs.Select(run => run.EventsPerCpuSecond)), "events/s");
            finding.Notes.Add($"{name}: bodies of up to {payloads.LongestBody} bytes; {runs.Sum(run => run.Shed + run.Failed)} not taken.");
            var half = plan with { Schedule = Schedule.Open(Spread.Of(runs.Select(run => run.PerSecond)).Median / 2) };
            var open = Driving.Run.Drive(half, aim);
            finding.Add($"{name}: p99 at half the maximum", open.Latency.Percentile(0.99) / 1e6, "ms");
            finding.Curves.Add(Reporting.Curve.Of($"{name} at 50 %", open.Latency));
        }

        await Echo(workshop, finding, cancellationToken);
        workshop.Keep(finding, twin.Figures);
    }

    private static async Task Echo(Workshop workshop, Reporting.Finding finding, CancellationToken cancellationToken)
    {
        using var twin = await BareTwin.Start(null, cancellationToken);
        string[] users = [.. Enumerable.Range(0, workshop.Arguments.Number("streams", 8000)).Select(user => $"pinged-{user:D6}")];
        using var streams = new StreamSet(twin.Url, users, user => $"/echo/stream?userId={user}", "none");
        streams.AwaitOpen(TimeSpan.FromSeconds(30));
        var aim = new Aim(Target.Fixed(twin.Url, "/echo"), Payloads.Pings(users), twin.Figures, new Stamp());
        var first = 0L;
        foreach (var rate in new[] { 1_000, 10_000, 20_000 })
        {
            var plan = new RunPlan(Schedule.Open(rate), 4 * workshop.Connections, 2 * workshop.Warm, 2 * workshop.Counted, null);
            var round = new StreamSet.Round(plan.Schedule, first += 10_000_000, 10_000_000);
            var run = Driving.Run.Drive(plan, aim, streams, round);
            finding.Add($"echo at {rate:N0}/s: p50 to the stream", round.Latency.Percentile(0.5) / 1e6, "ms");
            finding.Add($"echo at {rate:N0}/s: p99 to the stream", round.Latency.Percentile(0.99) / 1e6, "ms");
            finding.Notes.Add($"echo (not pinned) at {rate:N0}/s: {run.Sends - round.Received} of {run.Sends:N0} messages never came, {round.Repeated} came twice.");
            finding.Curves.Add(Reporting.Curve.Of($"echo at {rate:N0}/s", round.Latency));
        }
    }
}
