using System.Text;
using Engagement.Node.Storage;

namespace Engagement.Node.Tests.Storage;

public sealed class FullDiskTests
{
    [RequiresTmpfsFact]
    public void A_full_disk_refuses_appends_keeps_what_was_acknowledged_and_goes_on_when_there_is_room()
    {
        using var disk = new Tmpfs(kilobytes: 4_096);
        using var journal = Journal.Open(disk.File("journal-0.db"));
        var body = new byte[20_000];
        var refusal = Should.Throw<StorageRefusedException>(() => AppendUntilRefused(journal, body));
        refusal.Reason.ShouldBe("disk full");
        refusal.MustRestart.ShouldBeFalse();
        var acknowledged = journal.LastSeq;
        acknowledged.ShouldBeGreaterThan(20);

        disk.Resize(kilobytes: 32_768);
        for (var i = 0; i < 100; i++) journal.Append(body);
        using var reader = JournalReader.Open(disk.File("journal-0.db"));
        reader.ReadAfter(0).Count().ShouldBe((int)acknowledged + 100);
    }

    [RequiresTmpfsFact]
    public void A_journal_that_is_trimmed_needs_no_room_beyond_what_it_has()
    {
        using var disk = new Tmpfs(kilobytes: 8_192);
        using var journal = Journal.Open(disk.File("journal-0.db"), atLeast: 0, writeBackPages: 256);
        var body = new byte[20_000];
        AppendAndTrim(count: 500);
        Should.Throw<IOException>(() => File.WriteAllBytes(disk.File("others"), new byte[8_000_000]));
        AppendAndTrim(count: 500);
        journal.LastSeq.ShouldBe(1_000);

        void AppendAndTrim(int count)
        {
            for (var i = 0; i < count; i++)
            {
                journal.TrimTo(journal.LastSeq - 20);
                journal.Append(body);
                journal.WriteBackWhenDue();
            }
        }
    }

    [RequiresTmpfsFact]
    public void A_disk_filled_by_others_refuses_until_it_is_emptied()
    {
        using var disk = new Tmpfs(kilobytes: 4_096);
        using var journal = Journal.Open(disk.File("journal-0.db"));
        journal.Append([1]);
        var others = disk.File("others");
        Should.Throw<IOException>(() => File.WriteAllBytes(others, new byte[5_000_000]));
        var body = new byte[100_000];
        for (var i = 0; i < 3; i++) Should.Throw<StorageRefusedException>(() => journal.Append(body)).Reason.ShouldBe("disk full");

        File.Delete(others);
        journal.Append(body).ShouldBe(2);
        using var reader = JournalReader.Open(disk.File("journal-0.db"));
        reader.ReadAfter(0).Select(row => row.Body.Length).ShouldBe([1, 100_000]);
    }

    [RequiresTmpfsFact]
    public void A_fold_on_a_full_disk_leaves_the_table_as_it_was()
    {
        using var disk = new Tmpfs(kilobytes: 2_048);
        using var table = ActorTable.Open(disk.File("actors-0.db"));
        Fold(table, count: 10, seq: 4);
        Should.Throw<StorageRefusedException>(() => Fold(table, count: 100_000, seq: 9)).Reason.ShouldBe("disk full");
        table.CheckpointSeq.ShouldBe(4);
        using (var reader = ActorTableReader.Open(disk.File("actors-0.db"))) reader.Count().ShouldBe(10);
        Fold(table, count: 20, seq: 5);
        table.CheckpointSeq.ShouldBe(5);
    }

    [RequiresTmpfsFact]
    public void A_read_only_disk_refuses_to_open_and_says_so()
    {
        using var disk = new Tmpfs(kilobytes: 2_048);
        using (var journal = Journal.Open(disk.File("journal-0.db"))) journal.Append([1]);
        disk.SetReadOnly(true);
        var refusal = Should.Throw<StorageRefusedException>(() => Journal.Open(disk.File("journal-0.db")));
        refusal.Reason.ShouldBeOneOf("read-only", "cannot open");
        disk.SetReadOnly(false);
        using var again = Journal.Open(disk.File("journal-0.db"));
        again.LastSeq.ShouldBe(1);
    }

    [Theory]
    [InlineData(13, "disk full", false)]
    [InlineData(4874, "disk full", false)]
    [InlineData(1034, "I/O error on sync", true)]
    [InlineData(1290, "I/O error on sync", true)]
    [InlineData(778, "I/O error on write", true)]
    [InlineData(1546, "I/O error on truncate", true)]
    [InlineData(266, "I/O error on read", true)]
    [InlineData(2570, "I/O error", true)]
    [InlineData(264, "read-only", false)]
    [InlineData(1032, "file moved or deleted", true)]
    [InlineData(5, "locked by another process", false)]
    [InlineData(11, "damaged file", true)]
    [InlineData(19, "unexpected error", true)]
    public void Every_result_code_has_words_and_says_whether_the_handle_is_spent(int code, string reason, bool mustRestart) =>
        StorageFault.Explain(code).ShouldBe((reason, mustRestart));

    private static void AppendUntilRefused(Journal journal, byte[] body)
    {
        while (journal.LastSeq < 10_000) journal.Append(body);
    }

    private static void Fold(ActorTable table, int count, long seq)
    {
        using var fold = table.BeginFold();
        for (var i = 0; i < count; i++) fold.Put(Encoding.UTF8.GetBytes($"user/{i}"), new byte[100], due: i, row: 1);
        fold.Commit(seq);
    }
}
