using System.Diagnostics;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Node;
using Engagement.Node.Storage;
using Engagement.Runtime.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engagement.Benchmarks.Engine;

/// <summary>
/// The engine in this process: turns per second through a node of two partitions, each durable before it is acknowledged, and how long a
/// killed node takes to its first answer. Not of BenchmarkDotNet, because what is measured is a whole with threads and a disk.
/// </summary>
internal static class EngineRun
{
    private const int Rounds = 7;
    private const int BatchSize = 256;
    private const int Producers = 2;
    private const int InFlight = 8;

    /// <param name="arguments">turns per round (default 1,000,000), users (100,000), campaigns (1,000), <c>--no-facts</c>.</param>
    public static async Task TurnsAsync(string[] arguments)
    {
        var (turns, users, campaigns) = (Number(arguments, 0, 1_000_000), Number(arguments, 1, 100_000), Number(arguments, 2, 1_000));
        var folder = Directory.CreateTempSubdirectory("engagement-engine-").FullName;
        var options = new NodeOptions { Data = folder, Partitions = 2, HotActors = users, MailboxCapacity = 1 << 20, Facts = !arguments.Contains("--no-facts") };
        await using var node = await StartAsync(options, campaigns);
        var workload = new Workload(users);
        using var bare = new BareEngine(folder, options.Partitions);
        var (rates, ratios) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var batches = Batches(workload, turns, round, node.Now);
            GC.Collect();
            var (allocated, paused) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration());
            var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
            await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(() => SendAsync(batches, producer, Producers, batch => AskAsync(node, batch)))));
            var seconds = clock.Elapsed.TotalSeconds;
            var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            Release(node);
            var bareClock = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(() => SendAsync(batches, producer, Producers, bare.SendAsync))));
            var bareSeconds = bareClock.Elapsed.TotalSeconds;
            Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: {turns / seconds:N0} turns/s, {used / turns * 1e6:F2} us of CPU and {(GC.GetTotalAllocatedBytes() - allocated) / turns} B a turn, {(GC.GetTotalPauseDuration() - paused).TotalSeconds / seconds:P0} of the time in collections; bare {turns / bareSeconds:N0}/s");
            if (round > 0)
            {
                rates.Add(turns / seconds);
                ratios.Add(bareSeconds / seconds);
            }
        }

        rates.Sort();
        ratios.Sort();
        Console.WriteLine($"median {rates[rates.Count / 2]:N0} turns/s (min {rates[0]:N0}, max {rates[^1]:N0}), {ratios[ratios.Count / 2]:F3} of bare; {users:N0} users, {campaigns:N0} campaigns, facts {(options.Facts ? "on" : "off")}");
        await node.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Fills a node with users, leaves the journal unfolded, and times a start on what a kill would leave.</summary>
    /// <param name="arguments">users (default 1,000,000), turns in the journal (1,000,000).</param>
    public static async Task RecoveryAsync(string[] arguments)
    {
        var (users, turns) = (Number(arguments, 0, 1_000_000), Number(arguments, 1, 1_000_000));
        var folder = Directory.CreateTempSubdirectory("engagement-recovery-").FullName;
        var known = new NodeOptions { Data = folder, Partitions = 2, HotActors = 100_000, MailboxCapacity = 1 << 20, Facts = false };
        await using (var node = await StartAsync(known, 10))
        {
            Envelope[][] first = [.. Enumerable.Range(0, users).Chunk(BatchSize).Select(chunk => First(chunk, node.Now))];
            await SendAsync(first, 0, step: 1, batch => AskAsync(node, batch));
            await node.EvictAsync();
        }

        // As a kill leaves it: the checkpointer never comes to fold, also not to make room, and the copy is taken while the node runs.
        known.CheckpointInterval = TimeSpan.FromMinutes(10);
        known.HotActors = users + turns;
        var copy = folder + "-killed";
        await using (var node = await StartAsync(known, 0))
        {
            var workload = new Workload(users);
            await SendAsync(Batches(workload, turns, 9, node.Now), 0, step: 1, batch => AskAsync(node, batch));
            Copy(folder, copy);
        }

        for (var round = 0; round < 5; round++)
        {
            // A node that stops folds: each round starts from what the kill left.
            known.Data = $"{copy}-{round}";
            Copy(copy, known.Data);
            var bare = Bare(known.Data);
            var clock = Stopwatch.StartNew();
            var node = new NodeHost(known, new Quiet(), TimeProvider.System, NullLoggerFactory.Instance);
            await node.StartAsync(CancellationToken.None);
            var profile = await node.AskAsync(Key("user-00000000"), new UserCommand.Describe(), CancellationToken.None);
            Console.WriteLine($"first answer after {clock.Elapsed.TotalSeconds:F2} s ({((UserProfile)profile.Reply!).Events.Count} counters of the first user, {turns:N0} turns in the journal, {users:N0} users); bare {bare.TotalSeconds:F2} s");
            await node.DisposeAsync();
            Directory.Delete(known.Data, recursive: true);
        }

        Directory.Delete(folder, recursive: true);
        Directory.Delete(copy, recursive: true);
    }

    /// <summary>The same files, opened and read by as many threads: the tail of the journals row by row, and who is due.</summary>
    private static TimeSpan Bare(string folder)
    {
        var clock = Stopwatch.StartNew();
        Parallel.For(0, 2, index =>
        {
            using var table = ActorTable.Open(Path.Combine(folder, $"actors-{index}.db"));
            using var actors = ActorTableReader.Open(Path.Combine(folder, $"actors-{index}.db"));
            using var rows = JournalReader.Open(Path.Combine(folder, $"journal-{index}.db"));
            var read = rows.ReadAfter(table.CheckpointSeq).Sum(row => (long)row.Body.Length) + actors.ScanDue().Count();
            GC.KeepAlive(read);
        });
        return clock.Elapsed;
    }

    private static async Task<NodeHost> StartAsync(NodeOptions options, int campaigns)
    {
        var node = new NodeHost(options, new Quiet(), TimeProvider.System, NullLoggerFactory.Instance);
        await node.StartAsync(CancellationToken.None);
        if (campaigns > 0)
        {
            await node.AskAsync(ActorKey.Of(Workload.Workspace), new WorkspaceCommand.Create([], "is_bench"), CancellationToken.None);
            foreach (var batch in Workload.Campaigns(campaigns).Chunk(64))
            {
                await node.AskAsync(batch.Select(campaign => new Envelope(ActorKey.Of(Workload.Workspace, campaign.Id), new CampaignCommand.Put(campaign.Document, campaign.Definition, null))).ToArray(), CancellationToken.None);
                await node.AskAsync(batch.Select(campaign => new Envelope(ActorKey.Of(Workload.Workspace, campaign.Id), new CampaignCommand.Launch())).ToArray(), CancellationToken.None);
            }
        }

        return node;
    }

    private static Envelope[][] Batches(Workload workload, int turns, int seed, NodaTime.Instant at) =>
        [.. workload.Next(turns, new Random(100 + seed), at).Chunk(BatchSize)
            .Select(chunk => Array.ConvertAll(chunk, sent => new Envelope(Key(workload.Users[sent.User]), sent.Command)))];

    private static Envelope[] First(int[] users, NodaTime.Instant at) => Array.ConvertAll(users, user => new Envelope(
        Key($"user-{user:x8}"), new UserCommand.Track(new MessageStamp((ulong)user + 1, at), "Page Viewed", default, null)));

    private static async Task SendAsync(Envelope[][] batches, int producer, int step, Func<Envelope[], Task> send)
    {
        var waiting = new Queue<Task>();
        for (var i = producer; i < batches.Length; i += step)
        {
            waiting.Enqueue(send(batches[i]));
            if (waiting.Count == InFlight)
            {
                await waiting.Dequeue();
            }
        }

        await Task.WhenAll(waiting);
    }

    private static async Task AskAsync(NodeHost node, Envelope[] batch) => Check(await node.AskAsync(batch, CancellationToken.None));

    private static void Check(Answer[] answers)
    {
        foreach (var answer in answers)
        {
            if (!answer.Taken)
            {
                throw new InvalidOperationException($"a turn was refused: {answer.Refusal!.Detail}");
            }
        }
    }

    // Stands for read models that keep up, so that the journal is trimmed as it would be.
    private static void Release(NodeHost node)
    {
        for (var partition = 0; partition < node.Facts.Partitions; partition++)
        {
            node.Facts.Release(partition, node.Facts.Head(partition));
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static ActorKey Key(string user) => ActorKey.Of(Workload.Workspace, PersonId.Known(user));

    private static int Number(string[] arguments, int index, int otherwise) =>
        index < arguments.Length && int.TryParse(arguments[index], out var number) ? number : otherwise;
}
