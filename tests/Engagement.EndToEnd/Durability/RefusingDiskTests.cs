using System.Diagnostics;

namespace Engagement.EndToEnd.Durability;

public sealed class RefusingDiskTests
{
    private const int Senders = 4;

    [RequiresTheory(Need.Strace, Need.OwnDisk)]
    [InlineData("fsync,fdatasync", "EIO")]
    [InlineData("fsync,fdatasync", "ENOSPC")]
    [InlineData("pwrite64,write", "EIO")]
    [InlineData("pwrite64,write", "ENOSPC")]
    public async Task A_journal_that_cannot_be_written_or_synced_acknowledges_nothing_and_a_restart_loses_nothing(string calls, string error)
    {
        var data = Directory.CreateTempSubdirectory("engagement-refusing-").FullName;
        try
        {
            await using var server = await EngagementServer.Start(new ServerSetup { Data = data });
            var sending = new Sending(server, Senders);
            using var over = new CancellationTokenSource();
            var sent = sending.Run(over.Token);
            await Eventually.Holds(() => sending.Acknowledged > 100);

            long broken;
            using (var strace = Child.Start("strace", [.. InjectInto(data), "-e", $"inject={calls}:error={error}", "-f", "-p", $"{server.Process.Id}"]))
            {
                await Eventually.Holds(() => strace.Said.Any(line => line.Contains("attached")), what: "strace is attached");
                broken = Stopwatch.GetTimestamp();
                await Eventually.Holds(() => sending.BegunAfter(broken).Count > 20, TimeSpan.FromSeconds(60));
                await over.CancelAsync();
                await sent;
            }

            sending.BegunAfter(broken).ShouldNotContain(200);
            server.Kill();
            await server.Restart();
            await sending.ShouldBeKept();
            (await server.Api.Ingest("/v1/track", """{"userId":"afterwards","event":"Product Viewed"}""")).ShouldSucceed();
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Only calls on the journals' own files are made to fail.</summary>
    private static IEnumerable<string> InjectInto(string data) =>
        Directory.GetFiles(data, "journal-*", SearchOption.AllDirectories).SelectMany(file => new[] { "-P", file });
}
