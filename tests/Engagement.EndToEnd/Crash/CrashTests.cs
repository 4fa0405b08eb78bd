using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Crash;

public sealed class CrashTests
{
    /// <summary>The load tool keeps its own ledger of what was acknowledged, and compares.</summary>
    [Fact]
    public async Task Killed_under_load_again_and_again_it_loses_nothing_doubles_nothing_and_fires_each_trigger_once_and_not_early()
    {
        var kills = Environment.GetEnvironmentVariable("ENGAGEMENT_NIGHTLY") == "1" ? 20 : 3;
        var folder = Directory.CreateTempSubdirectory("engagement-crash-").FullName;
        try
        {
            using var load = Child.Start("dotnet",
            [
                Places.Assembly("Engagement.Load"), "ledger", "--server", Places.Assembly("Engagement.Server"), "--kills", $"{kills}",
                "--requests", "400", "--pin", "no", "--data", Path.Combine(folder, "data"), "--out", Path.Combine(folder, "out"),
            ]);
            await load.WaitAsync(TimeSpan.FromMinutes(2 + kills));
            load.ExitCode.ShouldBe(0, load.Last(80));
            var figures = Figures(Path.Combine(folder, "out", "ledger.json"));
            figures["kills"].ShouldBe(kills);
            figures["lost"].ShouldBe(0);
            figures["doubled"].ShouldBe(0);
            figures["events acknowledged"].ShouldBeGreaterThan(1000);
            figures["delayed triggers due"].ShouldBeGreaterThan(50);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, double> Figures(string file) => JsonNode.Parse(File.ReadAllText(file))!["figures"]!.AsArray()
        .ToDictionary(figure => (string)figure!["name"]!, figure => (double)figure!["value"]!);
}
