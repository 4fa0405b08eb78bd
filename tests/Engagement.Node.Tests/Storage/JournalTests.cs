using Engagement.Node.Storage;

namespace Engagement.Node.Tests.Storage;

public sealed class JournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("journal-0.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_numbered_from_one_and_survive_a_reopen()
    {
        using (var journal = Journal.Open(Path))
        {
            journal.LastSeq.ShouldBe(0);
            journal.Append([1, 2, 3]).ShouldBe(1);
            journal.Append([]).ShouldBe(2);
        }

        using (var journal = Journal.Open(Path))
        {
            journal.LastSeq.ShouldBe(2);
            journal.Append(Body(100_000, 7)).ShouldBe(3);
        }

        var rows = ReadAfter(0);
        rows.Select(row => row.Seq).ShouldBe([1, 2, 3]);
        rows[0].Body.ShouldBe([1, 2, 3]);
        rows[1].Body.ShouldBeEmpty();
        rows[2].Body.ShouldBe(Body(100_000, 7));
    }

    [Fact]
    public void A_reader_sees_each_row_as_soon_as_it_is_appended_and_only_the_ones_after_its_position()
    {
        using var journal = Journal.Open(Path);
        journal.Append([1]);
        using var reader = JournalReader.Open(Path);
        reader.ReadAfter(0).Select(row => row.Seq).ShouldBe([1]);
        for (byte i = 2; i < 200; i++) journal.Append([i]);
        reader.ReadAfter(197).Select(row => (row.Seq, row.Body[0])).ShouldBe([(198, (byte)198), (199, (byte)199)]);
        reader.ReadAfter(199).ShouldBeEmpty();
    }

    [Fact]
    public void A_reader_in_the_middle_of_its_rows_meets_what_is_appended_meanwhile()
    {
        using var journal = Journal.Open(Path);
        for (var i = 0; i < 100; i++) journal.Append([1]);
        using var reader = JournalReader.Open(Path);
        var seen = 0L;
        foreach (var (seq, _) in reader.ReadAfter(0))
        {
            seq.ShouldBe(++seen);
            if (seq == 50) journal.Append([2]);
        }

        seen.ShouldBe(101);
    }

    [Fact]
    public void Trimmed_rows_go_a_bounded_number_per_commit()
    {
        using var journal = Journal.Open(Path);
        for (var i = 0; i < 100; i++) journal.Append([1]);
        journal.TrimTo(100);
        journal.TrimTo(5);
        journal.Statistics.Rows.ShouldBe(100);

        journal.Append([2]);
        journal.Statistics.FirstSeq.ShouldBe(1 + Journal.TrimBound);
        ReadAfter(Journal.TrimBound)[0].Seq.ShouldBe(1 + Journal.TrimBound);

        for (var i = 0; i < 3; i++) journal.Append([2]);
        journal.Statistics.FirstSeq.ShouldBeGreaterThan(100 - Journal.TrimChunk);
        ReadAfter(100).Count.ShouldBe(4);
    }

    [Fact]
    public void The_newest_row_is_never_trimmed_so_numbers_never_start_again()
    {
        using (var journal = Journal.Open(Path))
        {
            journal.TrimTo(long.MaxValue);
            for (var i = 0; i < 100; i++) journal.Append([1]);
            journal.Statistics.Rows.ShouldBeLessThanOrEqualTo(Journal.TrimChunk);
        }

        using var again = Journal.Open(Path);
        again.Append([1]).ShouldBe(101);
    }

    [Fact]
    public void Rows_that_were_trimmed_are_not_silently_left_out_for_a_reader_that_needed_them()
    {
        using var journal = Journal.Open(Path);
        journal.TrimTo(long.MaxValue);
        for (var i = 0; i < 50; i++) journal.Append([1]);
        var missing = Should.Throw<JournalCorruptedException>(() => ReadAfter(3));
        missing.Seq.ShouldBe(4);
    }

    [Fact]
    public void A_journal_that_ends_before_what_was_already_folded_is_refused()
    {
        using (var journal = Journal.Open(Path)) journal.Append([1]);
        var refused = Should.Throw<JournalCorruptedException>(() => Journal.Open(Path, atLeast: 9));
        refused.Message.ShouldBe("journal-0.db, row 2: missing, although row 9 was once written");
        using var fine = Journal.Open(Path, atLeast: 1);
        fine.LastSeq.ShouldBe(1);
    }

    [Fact]
    public void The_wal_is_copied_back_and_used_again_instead_of_growing()
    {
        using var journal = Journal.Open(Path);
        journal.TrimTo(long.MaxValue);
        var body = Body(1_000_000, 1);
        for (var i = 0; i < 200; i++) journal.Append(body);
        journal.Statistics.WalBytes.ShouldBeLessThan(100_000_000);
        journal.Statistics.FileBytes.ShouldBeLessThan(100_000_000);
    }

    [Fact]
    public void Opening_leaves_nothing_in_the_wal()
    {
        using var writer = Journal.Open(Path);
        writer.Append(Body(50_000, 1));
        writer.Statistics.WalBytes.ShouldBeGreaterThan(50_000);
        using var again = Journal.Open(Path);
        again.Statistics.WalBytes.ShouldBe(0);
        again.LastSeq.ShouldBe(1);
    }

    [Fact]
    public void Appending_allocates_nothing()
    {
        using var journal = Journal.Open(Path);
        journal.TrimTo(long.MaxValue);
        var body = Body(20_000, 1);
        for (var i = 0; i < 64; i++) journal.Append(body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 64; i++) journal.Append(body);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static byte[] Body(int length, int seed)
    {
        var body = new byte[length];
        new Random(seed).NextBytes(body);
        return body;
    }

    private List<(long Seq, byte[] Body)> ReadAfter(long seq)
    {
        using var reader = JournalReader.Open(Path);
        return [.. reader.ReadAfter(seq)];
    }
}
