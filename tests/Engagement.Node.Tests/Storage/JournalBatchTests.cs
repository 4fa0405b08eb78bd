using System.Text;
using Engagement.Node.Storage;

namespace Engagement.Node.Tests.Storage;

public sealed class JournalBatchTests
{
    [Fact]
    public void What_was_written_is_read_in_the_same_order()
    {
        using var batch = new JournalBatch();
        batch.Begin(1_700_000_000_123);
        batch.Fact("default/u/1", 41, [9, 9]);
        batch.Image("default/u/1", due: 1_700_000_060_000, [1, 2, 3]);
        batch.Image("default/u/ünï", due: null, []);
        batch.Turn("default/u/1", due: 1_700_000_060_001, fact: 42, [4, 5]);
        batch.Turn("default/u/3", due: null, fact: 0, [6]);
        batch.Count.ShouldBe(5);

        var reader = new JournalBatchReader(batch.Body);
        reader.Instant.ShouldBe(1_700_000_000_123);
        Drain(reader).ShouldBe(
        [
            "Fact default/u/1 due= seq=41 0909",
            "Image default/u/1 due=1700000060000 seq=0 010203",
            "Image default/u/ünï due= seq=0 ",
            "Turn default/u/1 due=1700000060001 seq=42 0405",
            "Turn default/u/3 due= seq=0 06",
        ]);
    }

    [Theory]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    [InlineData(-1, 0)]
    [InlineData(5, 4)]
    public void Every_instant_and_every_due_comes_back(long instant, long due)
    {
        using var batch = new JournalBatch();
        batch.Begin(instant);
        batch.Image("k", due, []);
        batch.Fact("k", due, []);
        var reader = new JournalBatchReader(batch.Body);
        reader.Instant.ShouldBe(instant);
        reader.Next(out var image).ShouldBeTrue();
        image.Due.ShouldBe(due);
        reader.Next(out var fact).ShouldBeTrue();
        fact.Sequence.ShouldBe(due);
    }

    [Fact]
    public void A_batch_is_used_again_after_growing_and_starts_empty()
    {
        using var batch = new JournalBatch();
        var large = new byte[6_000_000];
        new Random(1).NextBytes(large);
        batch.Begin(1);
        batch.Image("large", null, large);
        var reader = new JournalBatchReader(batch.Body);
        reader.Next(out var entry).ShouldBeTrue();
        entry.Content.SequenceEqual(large).ShouldBeTrue();

        batch.Begin(2);
        batch.Count.ShouldBe(0);
        Drain(new JournalBatchReader(batch.Body)).ShouldBeEmpty();
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing()
    {
        using var batch = new JournalBatch();
        var image = new byte[200];
        Fill(batch, image);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(batch, image);
        var bytes = 0;
        for (var reader = new JournalBatchReader(batch.Body); reader.Next(out var entry);) bytes += entry.Content.Length;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        bytes.ShouldBe(100 * 400);

        static void Fill(JournalBatch batch, byte[] image)
        {
            batch.Begin(1);
            for (var i = 0; i < 100; i++)
            {
                batch.Image("default/u/0123456789", 1_000, image);
                batch.Fact("default/u/0123456789", i, image);
            }
        }
    }

    [Fact]
    public void A_newer_version_is_refused_with_its_number() =>
        Should.Throw<InvalidDataException>(() => { _ = new JournalBatchReader([3, 0]); }).Message.ShouldContain("version 3");

    [Fact]
    public void Version_1_which_had_no_turns_is_still_read()
    {
        byte[] body = [1, 100, (byte)JournalEntryKind.Image | JournalBatch.HasDue, 1, (byte)'k', 20, 2, 7, 8, (byte)JournalEntryKind.Fact, 1, (byte)'k', 6, 1, 9];

        Drain(new JournalBatchReader(body)).ShouldBe(["Image k due=110 seq=0 0708", "Fact k due= seq=3 09"]);
    }

    [Fact]
    public void Bytes_that_are_no_batch_throw_nothing_but_invalid_data()
    {
        using var batch = new JournalBatch();
        batch.Begin(1_700_000_000_000);
        for (var i = 0; i < 5; i++)
        {
            batch.Image($"user/{i}", 1_700_000_100_000, [1, 2, 3, 4]);
            batch.Fact($"user/{i}", i, [5, 6]);
            batch.Turn($"user/{i}", 1_700_000_100_000, i, [7]);
        }

        var whole = batch.Body.ToArray();
        var random = new Random(20_240_501);
        var (readable, refused) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = whole[..random.Next(whole.Length + 1)];
            for (var i = 0; i < 3 && damaged.Length > 0; i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                Drain(new JournalBatchReader(damaged));
                readable++;
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        readable.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(100);
    }

    private static List<string> Drain(JournalBatchReader reader)
    {
        var entries = new List<string>();
        while (reader.Next(out var entry))
        {
            var key = Encoding.UTF8.GetString(entry.Key);
            entries.Add($"{entry.Kind} {key} due={entry.Due} seq={entry.Sequence} {Convert.ToHexString(entry.Content)}");
        }

        return entries;
    }
}
