using System.Diagnostics;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.ReadModels;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Reading;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Engagement.Benchmarks.Engine;

/// <summary>Plain events through the projector, archived and projected: facts per second, from the feed to a question that includes them.</summary>
internal static class ProjectorRun
{
    private const int Rounds = 7;
    private const int BatchSize = 200;
    private static readonly WorkspaceId Workspace = new("default");

    /// <param name="arguments">facts per round (default 500,000), people (100,000; met as often as the rank of each, by Zipf's law).</param>
    public static async Task FactsAsync(string[] arguments)
    {
        var (facts, people) = (Number(arguments, 0, 500_000), Number(arguments, 1, 100_000));
        var folder = Directory.CreateTempSubdirectory("engagement-projector-").FullName;
        var options = Options.Create(new ReadModelsOptions { Directory = folder, ReadTimeout = TimeSpan.FromMinutes(1) });
        var feed = new PreparedFeed();
        await using var projector = new Projector(feed, options, TimeProvider.System, NullLogger<Projector>.Instance);
        using var models = new SqliteReadModels(projector, feed, options);
        await projector.StartAsync(CancellationToken.None);
        var told = new Told(people);
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var batches = Enumerable.Range(0, facts / BatchSize).Select(_ => told.Next(BatchSize)).ToList();
            GC.Collect();
            var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
            feed.Write(batches);
            await CheckAsync(models, told);
            var (seconds, used) = (clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
            Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: {facts / seconds:N0} facts/s, {used / facts * 1e6:F2} us of CPU a fact");
            rates.AddRange(round == 0 ? [] : [facts / seconds]);
        }

        rates.Sort();
        Console.WriteLine($"median {rates[rates.Count / 2]:N0} facts/s (min {rates[0]:N0}, max {rates[^1]:N0}); {people:N0} people");
        await projector.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckAsync(IReadModels models, Told told)
    {
        var page = await models.TimelineAsync(Workspace, PersonId.Known(Told.Id(0)), cursor: null, limit: 1_000, CancellationToken.None);
        if (page.Items.Count != Math.Min(told.OfTheFirst, 1_000))
        {
            throw new InvalidOperationException($"the first person did {told.OfTheFirst} things, and {page.Items.Count} are there");
        }
    }

    private static int Number(string[] arguments, int index, int otherwise) =>
        index < arguments.Length && int.TryParse(arguments[index], out var number) ? number : otherwise;

    /// <summary>What people did, in the order of time.</summary>
    private sealed class Told(int people)
    {
        private static readonly string[] Names = [.. Enumerable.Range(0, 40).Select(i => $"Product Event {i}")];

        private readonly Random _random = new(1);
        private readonly ActorKey[] _keys = [.. Enumerable.Range(0, people).Select(i => ActorKey.Of(Workspace, PersonId.Known(Id(i))))];
        private readonly double[] _ranks = Ranks(people);
        private readonly long[] _sequences = new long[people];
        private Instant _at = Instant.FromUtc(2026, 12, 1, 0, 0);

        public long OfTheFirst => _sequences[0];

        public static string Id(int person) => $"user-{person:x8}";

        public List<FactRecord> Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

        private FactRecord Next()
        {
            var found = Array.BinarySearch(_ranks, _random.NextDouble() * _ranks[^1]);
            var person = found < 0 ? ~found : found;
            _at += Duration.FromMilliseconds(1) / 10;
            return new FactRecord(_keys[person], ++_sequences[person], new Fact.EventHappened(_at, Names[_random.Next(Names.Length)]));
        }

        private static double[] Ranks(int people)
        {
            var sum = 0.0;
            return [.. Enumerable.Range(1, people).Select(rank => sum += Math.Pow(rank, -0.8))];
        }
    }
}
