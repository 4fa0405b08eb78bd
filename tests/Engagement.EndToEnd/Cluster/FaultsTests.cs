using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Cluster;

/// <summary>What happens to clusters, under load: the load tool keeps a ledger of what was acknowledged, and compares.</summary>
public sealed class FaultsTests
{
    private const int Count = 3;

    private static readonly bool IsNightly = Environment.GetEnvironmentVariable("ENGAGEMENT_NIGHTLY") == "1";

    [RequiresFact(Need.Silos)]
    public Task One_of_three_silos_is_killed_and_started_again_and_again() => NothingIsLostWhile(async silos =>
    {
        for (var round = 0; round < (IsNightly ? 10 : 2); round++)
        {
            silos.Kill(round % Count);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await silos.StartAgain(round % Count);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    });

    [RequiresFact(Need.Silos)]
    public Task The_database_is_gone_for_a_while() => NothingIsLostWhile(async silos =>
    {
        await silos.Postgres.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(IsNightly ? 30 : 8));
        await silos.Postgres.StartAgainAsync();
        await silos.Ready();
    });

    [RequiresFact(Need.Silos)]
    public Task All_silos_are_restarted_one_after_the_other() => NothingIsLostWhile(async silos =>
    {
        for (var silo = 0; silo < Count; silo++)
        {
            await silos.Terminate(silo);
            await silos.StartAgain(silo);
        }
    });

    private static async Task NothingIsLostWhile(Func<Silos, Task> happens)
    {
        await using var silos = await Silos.Start(Count);
        var folder = Directory.CreateTempSubdirectory("engagement-faults-").FullName;
        try
        {
            await using var watcher = new Watcher(silos.Url, silos.Api.WriteKey, "watcher");
            await watcher.Open.WaitAsync(TimeSpan.FromSeconds(30));
            using var over = new CancellationTokenSource();
            var pings = PingAsync(silos, over.Token);
            using var load = Child.Start("dotnet",
            [
                Places.Assembly("Engagement.Load"), "ledger", "--url", silos.Url.ToString().TrimEnd('/'), "--write-key", silos.Api.WriteKey, "--secret-key",
                silos.Api.SecretKey, "--requests", "60", "--pin", "no", "--until", "line", "--out", folder,
            ]);
            await Eventually.Holds(() => load.Said.Any(line => line.Contains("load is on", StringComparison.Ordinal)), TimeSpan.FromSeconds(30), "load is on");
            await Task.Delay(TimeSpan.FromSeconds(2));

            await happens(silos);

            await Task.Delay(TimeSpan.FromSeconds(2));
            await load.WriteAsync(["enough"]);
            await over.CancelAsync();
            var pinged = await pings;
            await load.WaitAsync(TimeSpan.FromMinutes(4));
            load.ExitCode.ShouldBe(0, load.Last(80));
            Compare(folder);
            pinged.ShouldBeGreaterThan(5);
            await Eventually.Get(() => Task.FromResult(Missed(watcher, pinged)), missed => missed.Length == 0, TimeSpan.FromSeconds(30), "the watcher has missed nothing");
            watcher.Seen.Count.ShouldBe(pinged);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>How many messages the watcher was sent.</returns>
    private static async Task<int> PingAsync(Silos silos, CancellationToken over)
    {
        using var http = new HttpClient { BaseAddress = silos.Url, Timeout = TimeSpan.FromSeconds(15) };
        var number = 0;
        while (!over.IsCancellationRequested)
        {
            await silos.Ping(http, "watcher", ++number);
            await Task.Delay(300, CancellationToken.None);
        }

        return number;
    }

    private static string Missed(Watcher watcher, int pinged) =>
        string.Join(' ', Enumerable.Range(1, pinged).Select(number => $"{number}").Except(watcher.Seen.Values));

    private static void Compare(string folder)
    {
        var figures = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "ledger.json")))!["figures"]!.AsArray()
            .ToDictionary(figure => (string)figure!["name"]!, figure => (double)figure!["value"]!);
        figures["lost"].ShouldBe(0);
        figures["doubled"].ShouldBe(0);
        figures["events without an answer in the end"].ShouldBe(0);
        figures["events acknowledged"].ShouldBeGreaterThan(200);
        figures["delayed triggers due"].ShouldBeGreaterThan(5);
    }
}
