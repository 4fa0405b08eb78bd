using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.ReadModels.Archive;
using Engagement.Runtime.ReadSide;

namespace Engagement.ReadModels.Projecting;

/// <param name="Offset">Where the fact's stored form stands in the round's <see cref="Round.Bytes"/>.</param>
internal readonly record struct TakenFact(ActorEntry Actor, FactPlace Place, Fact Fact, int Offset, int Length);

/// <summary>A fact that has no stored form, and why.</summary>
internal sealed record UnstorableFact(FactPlace Place, Fact Fact, string Reason);

/// <summary>The facts that one transaction takes in: no repeats, in order, each encoded once.</summary>
internal sealed class Round(ActorTable actors) : IFactSink
{
    private readonly ByteWriter _bytes = new(1 << 16);
    private readonly ByteWriter _archive = new(1 << 16);
    private readonly List<TakenFact> _facts = [];
    private readonly List<UnstorableFact> _unstorable = [];
    private readonly List<ActorKey> _erased = [];
    private readonly List<(int Partition, long Position, int Offset, int Length)> _batches = [];

    public IReadOnlyList<TakenFact> Facts => _facts;

    public IReadOnlyList<UnstorableFact> Unstorable => _unstorable;

    /// <summary>Those of whom the archive must keep nothing: of everyone who was joined to them, neither.</summary>
    public IReadOnlyList<ActorKey> Erased => _erased;

    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    /// <summary>The batches that had facts in them which are no repeats.</summary>
    public IEnumerable<BatchToArchive> Batches => _batches.Select(
        batch => new BatchToArchive(batch.Partition, batch.Position, _archive.WrittenMemory.Slice(batch.Offset, batch.Length)));

    public void Clear()
    {
        _bytes.Clear();
        _archive.Clear();
        _facts.Clear();
        _unstorable.Clear();
        _erased.Clear();
        _batches.Clear();
    }

    /// <summary>Says what will be added, so that the actors can be read at once.</summary>
    public void Expect(IEnumerable<FactBatch> batches) => actors.Expect(batches
        .SelectMany(batch => batch.Facts)
        .SelectMany(IEnumerable<ActorKey> (record) => record.Fact is Fact.Joined joined
            ? [record.Actor, ActorKey.Of(record.Actor.Workspace, joined.From)]
            : [record.Actor])
        .Where(actor => !Anonymous.Is(actor)));

    /// <summary>Takes in what the feed told.</summary>
    public void Add(FactBatch batch)
    {
        var start = _archive.Length;
        var into = new ArchivedBatch.Writer(_archive);
        foreach (var (actor, sequence, fact) in batch.Facts)
        {
            var place = new FactPlace(actor, sequence);
            if (TryTake(place, fact) is { } entry && TryEncode(place, fact, out var offset))
            {
                _facts.Add(new TakenFact(entry, place, fact, offset, _bytes.Length - offset));
                Archive(place, fact, entry, _bytes.Written[offset..], ref into);
            }
        }

        if (into.HasFacts)
        {
            _batches.Add((batch.Partition, batch.Position, start, _archive.Length - start));
        }
    }

    /// <summary>Takes in what the archive kept.</summary>
    public void Add(in FactPlace place, Fact fact, ReadOnlySpan<byte> bytes)
    {
        if (TryTake(place, fact) is { } entry)
        {
            _facts.Add(new TakenFact(entry, place, fact, _bytes.Length, bytes.Length));
            _bytes.Raw(bytes);
        }
    }

    private void Archive(in FactPlace place, Fact fact, ActorEntry entry, ReadOnlySpan<byte> bytes, ref ArchivedBatch.Writer into)
    {
        if (fact is Fact.Erased || (fact is Fact.Joined && entry.Erased))
        {
            _erased.Add(place.Actor);
        }

        if (entry.Erased)
        {
            Anonymous.Add(place, fact, ref into);
        }
        else
        {
            into.Add(place, bytes);
        }
    }

    private ActorEntry? TryTake(in FactPlace place, Fact fact)
    {
        if (Anonymous.Is(place.Actor))
        {
            return ActorEntry.Nobody;
        }

        var entry = actors.Find(place.Actor);
        if (!actors.TryTake(entry, place.Sequence))
        {
            return null;
        }

        if (fact is Fact.Joined joined)
        {
            // So that it has a number, also when none of its own facts came in yet.
            actors.Find(ActorKey.Of(place.Actor.Workspace, joined.From));
        }

        return entry;
    }

    private bool TryEncode(in FactPlace place, Fact fact, out int offset)
    {
        offset = _bytes.Length;
        try
        {
            FactCodec.Encode(fact, _bytes);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or NullReferenceException or OverflowException)
        {
            _unstorable.Add(new UnstorableFact(place, fact, failure.Message));
            return false;
        }
    }
}
