using Engagement.Load.Driving;
using Engagement.Load.Journeys;
using Engagement.Load.Measuring;
using Engagement.Load.Reporting;
using Engagement.Load.Servers;

namespace Engagement.Load.Commands;

/// <summary>P3: one event per request, decided and durable, against bare Kestrel draining the same bodies.</summary>
internal static class SingleEvents
{
    public static async Task Run(Workshop workshop, CancellationToken cancellationToken)
    {
        var finding = workshop.Begin("p3", "P3: one event per request", pinned: true);
        using var server = await workshop.OpenServer(workshop.ServerCore, cancellationToken);
        using var twin = await BareTwin.Start(workshop.ServerCore, cancellationToken);
        await Catalog.Launch(workshop, server, finding, cancellationToken);
        var payloads = Payloads.Singles(workshop.Events);
        var stamp = new Stamp();
        var serverAim = new Aim(Target.Ingest(server.Url, server.Keys.Write), payloads, server.Figures, stamp);
        var twinAim = new Aim(Target.Fixed(twin.Url, "/drain"), payloads, twin.Figures, stamp);
        var plan = new RunPlan(Schedule.Closed, workshop.Connections, workshop.Warm, workshop.Counted, workshop.DriverCore);
        var pairs = Pairs.Drive(workshop.Rounds, plan, serverAim, twinAim);
        var ratio = pairs.Ratio(run => run.CpuMicrosecondsPerRequest);
        finding.Add("server CPU per request", pairs.Server(run => run.CpuMicrosecondsPerRequest), "us");
        finding.Add("bare drain, CPU per request", pairs.Twin(run => run.CpuMicrosecondsPerRequest), "us");
        finding.Add("ratio of CPU per request", ratio, "", "<= 1.6", ratio.Median <= 1.6);
        var most = pairs.Server(run => run.PerSecond);
        finding.Add("maximum rate", most, "requests/s");
        finding.Add("bare drain, maximum rate", pairs.Twin(run => run.PerSecond), "requests/s");
        finding.Notes.Add($"{workshop.Connections} keep-alive connections; {pairs.NotTaken} requests of all rounds did not end in 2xx; the driving thread was {pairs.DriverBusy.Median:P0} busy.");
        var runs = Latencies(workshop, finding, most.Median, serverAim, twinAim);
        await new Tally(workshop.Events, 1, [.. pairs.ServerRuns, .. runs]).Check(server, finding, cancellationToken);
        finding.Add("server memory, peak", server.Figures.PeakResident / 1048576.0, "MiB");
        workshop.Keep(finding, server.Figures, twin.Figures);
    }

    /// <summary>Open loop at several shares of the maximum, the half of it gated; the twin, and the disk alone, at the same half.</summary>
    private static List<RunResult> Latencies(Workshop workshop, Finding finding, double most, Aim server, Aim twin)
    {
        var all = new List<RunResult>();
        foreach (var percent in new[] { 10, 25, 50, 75, 90 })
        {
            var rate = most * percent / 100;
            var plan = new RunPlan(Schedule.Open(rate), 4 * workshop.Connections, workshop.Warm, 2 * workshop.Counted, workshop.DriverCore);
            var gated = percent == 50;
            var runs = new List<RunResult>();
            var commits = new List<Histogram>();
            for (var round = 0; round < (gated ? 3 : 1); round++)
            {
                runs.Add(Driving.Run.Drive(plan, server));
                if (gated)
                    commits.Add(BareCommits.Drive(plan with { Core = workshop.ServerCore }, workshop.DataRoot));
            }

            all.AddRange(runs);
            var p99 = At(0.99, runs.Select(run => run.Latency));
            finding.Add($"p50 at {percent} % of the maximum ({rate:N0}/s)", At(0.5, runs.Select(run => run.Latency)), "ms");
            finding.Add($"p99 at {percent} % of the maximum", p99, "ms", gated ? "<= 5" : null, gated ? p99.Median <= 5 : null);
            finding.Curves.Add(Curve.Of($"server at {percent} %", runs[0].Latency));
            var lost = runs.Sum(run => run.Shed + run.Failed + run.Unsent);
            if (lost > 0)
                finding.Notes.Add($"At {percent} %: {lost} sends were shed, failed or still waiting at the end.");
            if (!gated)
                continue;
            var bare = Driving.Run.Drive(plan, twin);
            finding.Add($"bare drain, p99 at the same rate", bare.Latency.Percentile(0.99) / 1e6, "ms");
            finding.Curves.Add(Curve.Of("bare drain at 50 %", bare.Latency));
            finding.Add("bare write and sync, p50 at the same rate", At(0.5, commits), "ms");
            finding.Add("bare write and sync, p99 at the same rate", At(0.99, commits), "ms");
            finding.Add("bare write and sync, longest wait", Spread.Of(commits.Select(latency => latency.Max / 1e6)), "ms");
        }

        return all;
    }

    private static Spread At(double share, IEnumerable<Histogram> latencies) =>
        Spread.Of(latencies.Select(latency => latency.Percentile(share) / 1e6));
}
