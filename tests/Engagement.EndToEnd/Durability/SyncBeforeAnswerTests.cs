namespace Engagement.EndToEnd.Durability;

public sealed class SyncBeforeAnswerTests
{
    private static readonly string[] People = [.. Enumerable.Range(0, 60).Select(number => $"synced-{number:0000}")];

    /// <summary>
    /// The bytes of every turn, known by the person's id in them, are written to the journal, that file is synced, and only then does the
    /// answer leave.
    /// </summary>
    [RequiresFact(Need.Strace, Need.OwnDisk)]
    public async Task Every_acknowledgement_follows_a_sync_that_follows_the_write_of_its_turn()
    {
        var trace = Path.GetTempFileName();
        try
        {
            await RunUnderStrace(trace);
            var calls = SystemCall.Read(File.ReadLines(trace));
            Acknowledgement.Of(calls, People).Where(answer => !answer.FollowsSync(calls)).Select(answer => answer.Person).ShouldBeEmpty();
        }
        finally
        {
            File.Delete(trace);
        }
    }

    [Theory]
    [InlineData(true, "1 pwrite64(9</d/journal-0.db-wal>, \"x u-1\"..., 2, 0) = 2", "1 fdatasync(9</d/journal-0.db-wal>) = 0", Answered)]
    [InlineData(true, "1 pwrite64(9</d/journal-0.db-wal>, \"u-1\", 2, 0) = 2", "1 fdatasync(9</d/journal-0.db-wal> <unfinished ...>", "1 <... fdatasync resumed>) = 0", Answered)]
    [InlineData(false, "1 pwrite64(9</d/journal-0.db-wal>, \"u-1\", 2, 0) = 2", "1 fdatasync(9</d/journal-0.db-wal> <unfinished ...>", Answered, "1 <... fdatasync resumed>) = 0")]
    [InlineData(false, "1 fdatasync(9</d/journal-0.db-wal>) = 0", "1 pwrite64(9</d/journal-0.db-wal>, \"u-1\", 2, 0) = 2", Answered)]
    [InlineData(false, "1 pwrite64(9</d/journal-0.db-wal>, \"u-1\", 2, 0) = 2", "1 fdatasync(9</d/journal-1.db-wal>) = 0", Answered)]
    [InlineData(false, "1 pwrite64(9</d/journal-0.db-wal>, \"u-1\", 2, 0) = 2", "1 fdatasync(9</d/journal-0.db-wal>) = -1 EIO", Answered)]
    [InlineData(false, "1 pwrite64(9</d/actors-0.db-wal>, \"u-1\", 2, 0) = 2", "1 fdatasync(9</d/actors-0.db-wal>) = 0", Answered)]
    public void The_check_itself_knows_a_synced_answer_from_one_that_is_not(bool follows, params string[] trace)
    {
        var calls = SystemCall.Read(trace);
        Acknowledgement.Of(calls, ["u-1"]).ShouldHaveSingleItem().FollowsSync(calls).ShouldBe(follows);
    }

    private const string Answered = "2 sendto(7<TCP:[127.0.0.1:1->127.0.0.1:2]>, \"HTTP/1.1 200 OK\\r\\n\", 17, 0, NULL, 0) = 17";

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
        foreach (var person in People)
        {
            (await app.Ingest("/v1/track", $$"""{"userId":"{{person}}","event":"Product Viewed"}""")).ShouldSucceed();
        }
    }
}
