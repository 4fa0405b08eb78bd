using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.ReadModels.Archive;
using Engagement.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.ReadModels.Tests;

public sealed class ArchivedBatchTests
{
    /// <summary>These bytes never change: archives written once are read for good.</summary>
    private const string Golden =
        "01" +
        "02" + "0473686f70" + "00" + "03616461" + "07" + "0108026869" +
        "00" + "0608" +
        "01" + "01" + "0161" + "01" + "0608" +
        "02" + "016f" + "00" + "03616461" + "ac02" + "0608";

    private static readonly Instant At = Instant.FromUnixTimeMilliseconds(4);

    private static readonly (FactPlace Place, Fact Fact)[] Facts =
    [
        (Place(ActorKind.User, "shop", "ada", 7), new Fact.EventHappened(At, "hi")),
        (Place(ActorKind.User, "shop", "ada", 8), new Fact.Identified(At)),
        (Place(ActorKind.Anonymous, "shop", "a", 1), new Fact.Identified(At)),
        (Place(ActorKind.User, "o", "ada", 300), new Fact.Identified(At)),
    ];

    private static readonly Gen<(FactPlace Place, Fact Fact)[]> Batches = (
        from kind in Gen.Elements(ActorKind.User, ActorKind.Anonymous, ActorKind.Campaign)
        from workspace in Gen.Elements("shop", "other")
        from id in Gen.Elements("ada", "bo", "سارا")
        from sequence in Gen.Choose(1, 5)
        from milliseconds in Gen.Choose(0, int.MaxValue)
        select (Place(kind, workspace, id, sequence), (Fact)new Fact.EventHappened(Instant.FromUnixTimeMilliseconds(milliseconds), id)))
        .ArrayOf();

    [Fact]
    public void A_batch_is_written_as_the_golden_bytes() => Convert.ToHexStringLower(Write(Facts)).ShouldBe(Golden);

    [Fact]
    public void The_golden_bytes_are_read() => Read(Convert.FromHexString(Golden)).ShouldBe(Facts);

    [Fact]
    public void What_was_written_is_read() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(PropertyCases.Count).WithQuietOnSuccess(true),
        Prop.ForAll(Batches.ToArbitrary(), batch => Read(Write(batch)).ShouldBe(batch)));

    [Fact]
    public void A_batch_of_another_version_is_refused() =>
        Should.Throw<FormatException>(() => Read([2, 0, 0])).Message.ShouldContain("version 2");

    private static FactPlace Place(ActorKind kind, string workspace, string id, long sequence) =>
        new(new ActorKey(kind, new WorkspaceId(workspace), id), sequence);

    private static byte[] Write((FactPlace Place, Fact Fact)[] facts)
    {
        var written = new ByteWriter();
        var into = new ArchivedBatch.Writer(written);
        foreach (var (place, fact) in facts)
        {
            var bytes = new ByteWriter();
            FactCodec.Encode(fact, bytes);
            into.Add(place, bytes.Written);
        }

        return written.Written.ToArray();
    }

    private static (FactPlace Place, Fact Fact)[] Read(byte[] body)
    {
        var read = new Reading();
        ArchivedBatch.Read(body, read);
        return [.. read.Facts];
    }

    private sealed class Reading : IFactSink
    {
        public List<(FactPlace Place, Fact Fact)> Facts { get; } = [];

        public void Add(in FactPlace place, Fact fact, ReadOnlySpan<byte> bytes) => Facts.Add((place, fact));
    }
}
