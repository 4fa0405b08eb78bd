using System.Diagnostics;
using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Node.Storage;
using Engagement.Runtime;
using Engagement.Runtime.Diagnostics;

namespace Engagement.Node.Partitions;

/// <summary>
/// What a batch of turns writes: each turn as it comes, in the few bytes from which it can be taken again; an actor to which something happened
/// that has no such form once at the end, as an image. And who changed since the last fold.
/// </summary>
internal sealed class TurnJournal(PartitionStore store, NodeOptions options, PartitionServices services) : IDisposable
{
    /// <summary>A row is one value of SQLite's, which takes a billion bytes; this leaves room for whatever the last turns add.</summary>
    private const int MostBytes = 64 << 20;

    /// <summary>What an image is taken for until it was first written: more than nearly everybody's.</summary>
    private const int UnknownImageBytes = 64 << 10;

    private readonly JournalBatch _batch = new();
    private readonly ByteWriter _writer = new(4_096);
    private readonly List<HotActor> _changed = [];
    private readonly List<ActorKey> _unfolded = [];
    private long _fold = 1;
    private long _imageBytes;

    /// <summary>Who changed in the batch at hand.</summary>
    public IReadOnlyList<HotActor> Changed => _changed;

    /// <summary>No more turns should go into this write.</summary>
    public bool IsFull => _batch.Body.Length + _imageBytes > MostBytes;

    public void Begin(long now)
    {
        _imageBytes = 0;
        _changed.Clear();
        _batch.Begin(now);
    }

    /// <summary>Takes in a turn that changed its actor.</summary>
    public void Add(HotActor actor, IActorCommand command, in Turn turn)
    {
        if (actor.Keeping == Keeping.Nothing)
        {
            _changed.Add(actor);
        }

        var saysFact = false;
        var was = actor.Keeping;
        actor.Keeping = actor.Keeping != Keeping.Image && TryWriteTurn(actor, command, turn, out saysFact) ? Keeping.Turns : Keeping.Image;
        if (actor.Keeping == Keeping.Image && was != Keeping.Image)
        {
            _imageBytes += actor.ImageBytes > 0 ? actor.ImageBytes : UnknownImageBytes;
        }

        if (options.Facts && !saysFact)
        {
            WriteFacts(actor, turn);
        }
    }

    /// <summary>Makes all of it durable; false when there was nothing to write.</summary>
    /// <exception cref="IOException">The write was refused.</exception>
    public bool Write()
    {
        if (_changed.Count == 0)
        {
            return false;
        }

        foreach (var actor in _changed)
        {
            if (actor.Keeping == Keeping.Image)
            {
                _writer.Clear();
                actor.Shell.Encode(_writer);
                actor.ImageBytes = _writer.Length;
                _batch.Image(actor.KeyText, actor.Shell.NextDue?.ToUnixTimeMilliseconds(), _writer.Written);
            }
        }

        services.BeforeWrite();
        var started = Stopwatch.GetTimestamp();
        var row = store.Journal.Append(_batch.Body);
        EngagementInstruments.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        foreach (var actor in _changed)
        {
            Written(actor, row);
        }

        services.FactsWritten();
        return true;
    }

    /// <summary>A write with nothing in it, to see whether the disk takes one.</summary>
    public void WriteNothing()
    {
        services.BeforeWrite();
        store.Journal.Append(_batch.Body);
    }

    /// <summary>Nothing of the batch will be written.</summary>
    public void Forget() => _changed.Clear();

    /// <summary>Actors whose newest state is in the journal from before this start.</summary>
    public void NoteUnfolded(IEnumerable<ActorKey> actors) => _unfolded.AddRange(actors);

    /// <summary>Hands over everybody who changed since the last call; some perhaps twice.</summary>
    /// <returns>The journal row up to which all changes are theirs.</returns>
    public long TakeChanged(List<ActorKey> into)
    {
        into.AddRange(_unfolded);
        _unfolded.Clear();
        _fold++;
        return store.Journal.LastSeq;
    }

    public void Dispose() => _batch.Dispose();

    private void Written(HotActor actor, long row)
    {
        actor.Keeping = Keeping.Nothing;
        actor.Row = row;
        if (actor.Fold != _fold)
        {
            actor.Fold = _fold;
            _unfolded.Add(actor.Shell.Key);
        }
    }

    private bool TryWriteTurn(HotActor actor, IActorCommand command, in Turn turn, out bool saysFact)
    {
        saysFact = false;
        _writer.Clear();
        if (!actor.Shell.TryEncodeTurn(command, turn, _writer, out var isQuiet))
        {
            return false;
        }

        saysFact = isQuiet && turn.Facts.Count == 1;
        _batch.Turn(actor.KeyText, actor.Shell.NextDue?.ToUnixTimeMilliseconds(), saysFact ? turn.FirstFact : 0, _writer.Written);
        return true;
    }

    private void WriteFacts(HotActor actor, in Turn turn)
    {
        var number = turn.FirstFact;
        foreach (var fact in turn.Facts)
        {
            _writer.Clear();
            FactCodec.Encode(fact, _writer);
            _batch.Fact(actor.KeyText, number++, _writer.Written);
        }
    }
}
