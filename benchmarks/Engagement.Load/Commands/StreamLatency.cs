using System.Text;
using Engagement.Load.Campaigns;
using Engagement.Load.Driving;
using Engagement.Load.Journeys;
using Engagement.Load.Measuring;
using Engagement.Load.Reporting;
using Engagement.Load.Servers;
using Engagement.Load.Streaming;

namespace Engagement.Load.Commands;

/// <summary>P5: from an event to the message on the user's open stream, against a bare echo of server-sent events.</summary>
internal static class StreamLatency
{
    private const int NumbersPerRound = 10_000_000;

    // Nobody dismisses messages here, and a queue is bounded. So many streams that a run at the default rate and length leaves
    // fewer than 45 messages with each person.
    private const int Streams = 8_000;

    public static async Task Run(Workshop workshop, CancellationToken cancellationToken)
    {
        var finding = workshop.Begin("p5", "P5: event to message on the open stream");
        using var server = await workshop.OpenServer(null, cancellationToken);
        using var twin = await BareTwin.Start(null, cancellationToken);
        await new Definitions(server.Client, server.Keys.Secret).Launch("load-ping", Documents.Ping(), cancellationToken);
        string[] users = [.. Enumerable.Range(0, workshop.Arguments.Number("streams", Streams)).Select(user => $"pinged-{user:D6}")];
        var payloads = Payloads.Pings(users);
        var stamp = new Stamp();
        var basic = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(server.Keys.Write + ":"));
        using var streams = new StreamSet(server.Url, users, user => $"/v1/inapp/stream?userId={user}", basic);
        using var echoes = new StreamSet(twin.Url, users, user => $"/echo/stream?userId={user}", basic);
        streams.AwaitOpen(TimeSpan.FromSeconds(30));
        echoes.AwaitOpen(TimeSpan.FromSeconds(30));
        var real = new Side(new Aim(Target.Ingest(server.Url, server.Keys.Write), payloads, server.Figures, stamp), streams);
        var bare = new Side(new Aim(Target.Fixed(twin.Url, "/echo"), payloads, twin.Figures, stamp), echoes);
        var rate = workshop.Arguments.Number("rate", 10_000);
        var plan = new RunPlan(Schedule.Open(rate), 4 * workshop.Connections, workshop.Warm, workshop.Counted, null);
        for (var round = 0; round <= workshop.Rounds; round++)
        {
            // The first round warms both sides up and is not kept.
            real.Drive(plan, round);
            bare.Drive(plan, round);
        }

        finding.Notes.Add($"{rate:N0} events/s, open loop, {users.Length:N0} users each with an open stream.");
        Judge(finding, real, bare);
        finding.Add("server memory, peak", server.Figures.PeakResident / 1048576.0, "MiB");
        workshop.Keep(finding, server.Figures, twin.Figures);
    }

    private static void Judge(Finding finding, Side real, Side bare)
    {
        var (half, most) = (real.At(0.5), real.At(0.99));
        finding.Add("p50, event to message", half, "ms", "<= 1", half.Median <= 1);
        finding.Add("p99, event to message", most, "ms", "<= 5", most.Median <= 5);
        finding.Add("p99.9, event to message", real.At(0.999), "ms");
        finding.Add("bare echo, p50", bare.At(0.5), "ms");
        finding.Add("bare echo, p99", bare.At(0.99), "ms");
        finding.Add("bare echo, p99.9", bare.At(0.999), "ms");
        finding.Add("ratio of p50", real.Ratio(bare, 0.5), "");
        finding.Add("ratio of p99", real.Ratio(bare, 0.99), "");
        finding.Add("p99, event to answer", real.AnswersAt(0.99), "ms");
        finding.Add("messages that never came", real.Missing, "messages", "0", real.Missing == 0);
        finding.Add("messages that came twice", real.Repeated, "messages", "0", real.Repeated == 0);
        finding.Notes.Add($"Bare echo: {bare.Missing} messages never came. Streams closed by the servers: {real.Closed} and {bare.Closed}. Not taken: {real.NotTaken} and {bare.NotTaken}.");
        finding.Curves.Add(real.Curve("event to message"));
        finding.Curves.Add(bare.Curve("bare echo"));
    }

    /// <summary>One of the two servers with its open streams and what its rounds brought.</summary>
    private sealed class Side(Aim aim, StreamSet streams)
    {
        private readonly List<StreamSet.Round> _rounds = [];
        private readonly List<RunResult> _runs = [];

        public long Missing { get; private set; }

        public long Repeated => _rounds.Sum(round => round.Repeated);

        public long NotTaken => _runs.Sum(run => run.Shed + run.Failed);

        public int Closed => streams.Closed;

        public void Drive(RunPlan plan, int number)
        {
            var round = new StreamSet.Round(plan.Schedule, (long)number * NumbersPerRound, NumbersPerRound);
            var run = Driving.Run.Drive(plan, aim, streams, round);
            Console.WriteLine($"  round {number}: {round.Received:N0} of {run.Sends:N0} messages, p50 {round.Latency.Percentile(0.5) / 1e6:0.000} ms, p99 {round.Latency.Percentile(0.99) / 1e6:0.000} ms, not taken {run.Shed + run.Failed}, unsent {run.Unsent}");
            if (number == 0)
                return;
            Missing += run.Sends - round.Received;
            _rounds.Add(round);
            _runs.Add(run);
        }

        public Spread At(double share) => Spread.Of(_rounds.Select(round => round.Latency.Percentile(share) / 1e6));

        public Spread AnswersAt(double share) => Spread.Of(_runs.Select(run => run.Latency.Percentile(share) / 1e6));

        public Spread Ratio(Side other, double share) => Spread.Of(
            _rounds.Zip(other._rounds, (mine, its) => (double)mine.Latency.Percentile(share) / its.Latency.Percentile(share)));

        public Curve Curve(string name)
        {
            var all = new Histogram();
            foreach (var round in _rounds)
                all.Add(round.Latency);
            return Reporting.Curve.Of(name, all);
        }
    }
}
