using Engagement.Load.Driving;
using Engagement.Load.Journeys;
using Engagement.Load.Servers;

namespace Engagement.Load.Commands;

/// <summary>P4: batches of 100, decided and durable, against a bare endpoint that only walks the tokens.</summary>
internal static class Batches
{
    private const int Size = 100;

    public static async Task Run(Workshop workshop, CancellationToken cancellationToken)
    {
        var finding = workshop.Begin("p4", "P4: batches of 100", pinned: true);
        using var server = await workshop.OpenServer(workshop.ServerCore, cancellationToken);
        using var twin = await BareTwin.Start(workshop.ServerCore, cancellationToken);
        await Catalog.Launch(workshop, server, finding, cancellationToken);
        var payloads = Payloads.Batches(workshop.Events, Size);
        var stamp = new Stamp();
        var connections = Math.Min(workshop.Connections, 16);
        var pairs = Pairs.Drive(
            workshop.Rounds,
            new RunPlan(Schedule.Closed, connections, workshop.Warm, workshop.Counted, workshop.DriverCore),
            new Aim(Target.Ingest(server.Url, server.Keys.Write), payloads, server.Figures, stamp),
            new Aim(Target.Fixed(twin.Url, "/v1/batch-walk"), payloads, twin.Figures, stamp));
        var perCore = pairs.Server(run => run.EventsPerCpuSecond);
        var ratio = pairs.Ratio(run => run.EventsPerCpuSecond);
        finding.Add("events per second of server CPU", perCore, "events/s", ">= 500,000", perCore.Median >= 500_000);
        finding.Add("token walk, events per second of CPU", pairs.Twin(run => run.EventsPerCpuSecond), "events/s");
        finding.Add("ratio of events per second of CPU", ratio, "", ">= 0.25", ratio.Median >= 0.25);
        finding.Add("events per second by the clock", pairs.Server(run => run.PerSecond * Size), "events/s");
        finding.Add("token walk, events per second by the clock", pairs.Twin(run => run.PerSecond * Size), "events/s");
        finding.Add("p99 of a batch at the maximum rate", pairs.Server(run => run.Latency.Percentile(0.99) / 1e6), "ms");
        finding.Add("server memory, peak", server.Figures.PeakResident / 1048576.0, "MiB");
        finding.Notes.Add($"{connections} keep-alive connections; {pairs.NotTaken} requests of all rounds did not end in 2xx; the driving thread was {pairs.DriverBusy.Median:P0} busy.");
        await new Tally(workshop.Events, Size, pairs.ServerRuns).Check(server, finding, cancellationToken);
        workshop.Keep(finding, server.Figures, twin.Figures);
    }
}
