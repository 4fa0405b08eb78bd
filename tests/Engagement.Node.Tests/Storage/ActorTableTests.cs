using System.Text;
using Engagement.Node.Storage;

namespace Engagement.Node.Tests.Storage;

public sealed class ActorTableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("actors-0.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_folded_is_read_back_with_its_checkpoint_after_a_reopen()
    {
        using (var table = ActorTable.Open(Path))
        {
            table.CheckpointSeq.ShouldBe(0);
            using var fold = table.BeginFold();
            fold.Put("default/u/ana"u8, [1, 2, 3], due: 500, row: 1);
            fold.Put("default/u/bo"u8, [], due: null, row: 1);
            fold.Commit(17);
        }

        using (var table = ActorTable.Open(Path)) table.CheckpointSeq.ShouldBe(17);
        using var reader = ActorTableReader.Open(Path);
        Read(reader, "default/u/ana").ShouldBe("010203 500");
        Read(reader, "default/u/bo").ShouldBe(" ");
        Read(reader, "default/u/cy").ShouldBeNull();
        reader.Count().ShouldBe(2);
    }

    [Fact]
    public void A_later_image_replaces_with_its_due_and_row()
    {
        using var table = ActorTable.Open(Path);
        using var reader = ActorTableReader.Open(Path);
        using (var fold = table.BeginFold())
        {
            fold.Put("a"u8, [1], due: 100, row: 1);
            fold.Put("b"u8, [2], due: 200, row: 1);
            fold.Commit(1);
        }

        Read(reader, "a").ShouldBe("01 100");
        using (var fold = table.BeginFold())
        {
            fold.Put("a"u8, [3, 3], due: null, row: 5);
            fold.Commit(2);
        }

        Read(reader, "a").ShouldBe("0303 ");
        reader.Read("a", out var row).ShouldBe([3, 3]);
        row.ShouldBe(5);
        reader.Read("never was", out row).ShouldBeNull();
        row.ShouldBe(0);
        reader.ScanDue().ShouldBe([("b", 200)]);
    }

    [Fact]
    public void A_table_of_the_first_version_is_read_on_as_of_its_checkpoint()
    {
        Fold(("default/u/ana", 500));
        using (var old = SqliteFile.OpenForWriting(Path, "", "", ""))
        {
            old.Execute("ALTER TABLE actors DROP COLUMN row; PRAGMA user_version=1");
        }

        ActorTable.Open(Path).Dispose();

        using var reader = ActorTableReader.Open(Path);
        reader.Read("default/u/ana", out var row).ShouldBe([7]);
        row.ShouldBe(0);
    }

    [Fact]
    public void A_fold_that_is_not_committed_leaves_no_trace()
    {
        using var table = ActorTable.Open(Path);
        using (var fold = table.BeginFold()) fold.Put("a"u8, [1], due: null, row: 1);
        table.CheckpointSeq.ShouldBe(0);
        using var reader = ActorTableReader.Open(Path);
        reader.Count().ShouldBe(0);
        using (var fold = table.BeginFold())
        {
            fold.Put("b"u8, [1], due: null, row: 1);
            fold.Commit(1);
        }

        reader.ScanPrefix("").Select(row => row.Key).ShouldBe(["b"]);
    }

    [Fact]
    public void A_reader_sees_nothing_of_a_fold_before_its_commit()
    {
        using var table = ActorTable.Open(Path);
        using var reader = ActorTableReader.Open(Path);
        using var fold = table.BeginFold();
        fold.Put("a"u8, [1], due: null, row: 1);
        Read(reader, "a").ShouldBeNull();
        fold.Commit(1);
        Read(reader, "a").ShouldBe("01 ");
    }

    [Fact]
    public void The_due_scan_gives_the_soonest_first_and_stops_before_the_bound()
    {
        Fold(("c", 300), ("a", 100), ("none", null), ("b", 200));
        using var reader = ActorTableReader.Open(Path);
        reader.ScanDue().ShouldBe([("a", 100), ("b", 200), ("c", 300)]);
        reader.ScanDue(before: 300).ShouldBe([("a", 100), ("b", 200)]);
    }

    [Fact]
    public void The_prefix_scan_gives_exactly_the_keys_that_begin_with_it()
    {
        Fold(("w/c/1", null), ("w/c/2\U0010FFFF\U0010FFFF", 5), ("w/c", null), ("w/d/1", null), ("v/c/1", null), ("w/C/1", null));
        using var reader = ActorTableReader.Open(Path);
        reader.ScanPrefix("w/c/").Select(row => (row.Key, row.Due)).ShouldBe([("w/c/1", null), ("w/c/2\U0010FFFF\U0010FFFF", 5L)]);
        reader.ScanPrefix("x").ShouldBeEmpty();
        reader.ScanPrefix("").Count().ShouldBe(6);
    }

    [Fact]
    public void Keys_of_any_length_and_script_are_told_apart()
    {
        string[] keys = [new('x', 400), new('x', 401), new('é', 400), "e\u0301", "\u00e9", "a", "A"];
        Fold([.. keys.Select((key, i) => (key, (long?)i))]);
        using var reader = ActorTableReader.Open(Path);
        for (var i = 0; i < keys.Length; i++) Read(reader, keys[i]).ShouldBe($"07 {i}");
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        Fold(("default/u/ana", 1), ("default/u/bo", null));
        using var reader = ActorTableReader.Open(Path);
        reader.TryRead("default/u/ana", out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) reader.TryRead(i % 2 == 0 ? "default/u/ana" : "default/u/none", out _, out _);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static string? Read(ActorTableReader reader, string key) =>
        reader.TryRead(key, out var image, out var due) ? $"{Convert.ToHexString(image)} {due}" : null;

    private void Fold(params (string Key, long? Due)[] actors)
    {
        using var table = ActorTable.Open(Path);
        using var fold = table.BeginFold();
        foreach (var (key, due) in actors) fold.Put(Encoding.UTF8.GetBytes(key), [7], due, row: 1);
        fold.Commit(1);
    }
}
