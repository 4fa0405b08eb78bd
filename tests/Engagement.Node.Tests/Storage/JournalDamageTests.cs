using Engagement.Node.Storage;
using Microsoft.Data.Sqlite;

namespace Engagement.Node.Tests.Storage;

public sealed class JournalDamageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public JournalDamageTests()
    {
        using var journal = Journal.Open(Path);
        for (byte i = 1; i <= 9; i++) journal.Append(Enumerable.Repeat(i, 3_000 + i).ToArray());
    }

    private string Path => _folder.File("journal-3.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_changed_body_is_refused_with_file_and_row_after_the_whole_rows_before_it()
    {
        Sql("UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), char(5), char(6)) AS BLOB) WHERE seq = 5");
        var (read, fault) = ReadUntilFault();
        read.ShouldBe([1, 2, 3, 4]);
        fault.Message.ShouldBe("journal-3.db, row 5: the body is not what was written (CRC-32C differs)");
    }

    [Theory]
    [InlineData("UPDATE journal SET body = substr(body, 1, length(body) - 1) WHERE seq = 5", 5)]
    [InlineData("UPDATE journal SET body = body || x'00' WHERE seq = 5", 5)]
    [InlineData("UPDATE journal SET body = (SELECT body FROM journal WHERE seq = 6), sum = (SELECT sum FROM journal WHERE seq = 6) WHERE seq = 5", 5)]
    [InlineData("UPDATE journal SET body = x'' WHERE seq = 5", 5)]
    [InlineData("DELETE FROM journal WHERE seq = 5", 5)]
    [InlineData("DELETE FROM journal WHERE seq = 1", 1)]
    public void A_row_that_is_cut_stretched_swapped_or_missing_is_found(string damage, long seq)
    {
        Sql(damage);
        ReadUntilFault().Fault.Seq.ShouldBe(seq);
    }

    [Fact]
    public void No_flipped_byte_of_the_file_gives_a_wrong_body()
    {
        var whole = File.ReadAllBytes(Path);
        var expected = Read();
        var noticed = 0;
        for (var at = 4_096; at < whole.Length; at += 61)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x55;
            File.WriteAllBytes(Path, damaged);
            noticed += RefusedOrEqual(expected) ? 1 : 0;
        }

        noticed.ShouldBeGreaterThan(whole.Length / 61 / 3);
    }

    [Fact]
    public void A_wal_cut_anywhere_gives_the_whole_rows_before_the_cut()
    {
        using var journal = Journal.Open(Path);
        for (var i = 0; i < 5; i++) journal.Append(new byte[10_000]);
        var (file, wal) = (Copied(Path), Copied(Path + "-wal"));
        var most = 0L;
        for (var cut = 0; cut <= wal.Length; cut += 1_021)
        {
            using var other = new TempFolder();
            File.WriteAllBytes(other.File("j.db"), file);
            File.WriteAllBytes(other.File("j.db-wal"), wal[..cut]);
            using var recovered = Journal.Open(other.File("j.db"), atLeast: 9);
            recovered.LastSeq.ShouldBeInRange(most, 14);
            most = recovered.LastSeq;
            using var reader = JournalReader.Open(other.File("j.db"));
            reader.ReadAfter(0).Count().ShouldBe((int)most);
        }

        most.ShouldBe(13);
    }

    private static byte[] Copied(string path)
    {
        using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }

    private bool RefusedOrEqual(List<(long Seq, byte[] Body)> expected)
    {
        try
        {
            var read = Read();
            read.Count.ShouldBe(expected.Count);
            for (var i = 0; i < read.Count; i++) read[i].Body.SequenceEqual(expected[i].Body).ShouldBeTrue();
            return false;
        }
        catch (JournalCorruptedException)
        {
            return true;
        }
        catch (StorageRefusedException refusal)
        {
            refusal.Reason.ShouldBe("damaged file");
            return true;
        }
    }

    private (List<long> Read, JournalCorruptedException Fault) ReadUntilFault()
    {
        var read = new List<long>();
        using var reader = JournalReader.Open(Path);
        var fault = Should.Throw<JournalCorruptedException>(() =>
        {
            foreach (var (seq, _) in reader.ReadAfter(0)) read.Add(seq);
        });
        return (read, fault);
    }

    private List<(long Seq, byte[] Body)> Read()
    {
        using var reader = JournalReader.Open(Path);
        return [.. reader.ReadAfter(0)];
    }

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBe(1);
    }
}
