using System.Text.RegularExpressions;

namespace Engagement.EndToEnd.Durability;

public sealed partial class SyncBeforeAnswerTests
{
    private const int Requests = 60;

    /// <summary>
    /// The bytes of every turn, known by the person's id in them, are written to the journal, that file is synced, and only then does the
    /// answer leave.
    /// </summary>
    [RequiresFact(Need.Strace)]
    public async Task Every_acknowledgement_follows_a_sync_that_follows_the_write_of_its_turn()
    {
        var trace = Path.GetTempFileName();
        try
        {
            await RunUnderStrace(trace);
            var calls = SystemCall.Read(File.ReadLines(trace));
            var answers = AnswersOnBusiestConnection(calls);
            answers.Count.ShouldBe(Requests);
            for (var number = 0; number < Requests; number++)
            {
                ShouldBeSyncedBefore(answers[number], PersonOf(number), calls);
            }
        }
        finally
        {
            File.Delete(trace);
        }
    }

    private static async Task RunUnderStrace(string trace)
    {
        await using var server = await EngagementServer.Start(new ServerSetup
        {
            Under =
            [
                "strace", "-f", "--seccomp-bpf", "-yy", "-s", "4200", "-o", trace,
                "-e", "trace=fsync,fdatasync,pwrite64,pwritev,write,writev,sendto,sendmsg",
            ],
        });
        using var app = new Api(server.Url, server.Api.WriteKey, server.Api.SecretKey);
        for (var number = 0; number < Requests; number++)
        {
            (await app.Ingest("/v1/track", $$"""{"userId":"{{PersonOf(number)}}","event":"Product Viewed"}""")).ShouldSucceed();
        }
    }

    private static string PersonOf(int number) => $"synced-{number:0000}";

    // Requests went one after the other over one connection, so its answers stand in their order.
    private static List<SystemCall> AnswersOnBusiestConnection(IReadOnlyList<SystemCall> calls) =>
    [
        .. calls
            .Where(call => call.Name is "sendto" or "sendmsg" or "write" or "writev" && call.Arguments.Contains("HTTP/1.1 200 OK"))
            .GroupBy(call => Descriptor().Match(call.Arguments).Value)
            .MaxBy(connection => connection.Count())!
            .OrderBy(call => call.Entered),
    ];

    private static void ShouldBeSyncedBefore(SystemCall answer, string person, IReadOnlyList<SystemCall> calls)
    {
        var writes = calls.Where(call =>
            call.Name is "pwrite64" or "pwritev" or "write" && IsJournal(call) && call.Arguments.Contains(person) && call.Left < answer.Entered).ToList();
        writes.ShouldNotBeEmpty($"nothing of {person} was written before its answer");
        var synced = calls.Any(call => call.Name is "fsync" or "fdatasync" && call.Result == "0" && call.Left < answer.Entered
            && writes.Any(write => write.Left < call.Entered && FileOf(write) == FileOf(call)));
        synced.ShouldBeTrue($"the write of {person} was not synced before its answer");
    }

    private static bool IsJournal(SystemCall call) => FileOf(call).Contains("/journal-");

    private static string FileOf(SystemCall call) => Descriptor().Match(call.Arguments).Groups["file"].Value;

    [GeneratedRegex(@"^\d+<(?<file>[^""]*?)>(,|$)")]
    private static partial Regex Descriptor();
}
