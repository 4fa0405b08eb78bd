using System.Runtime.InteropServices;
using System.Text;
using Engagement.Core;
using Engagement.Node.Storage;
using Engagement.Runtime;
using NodaTime;

namespace Engagement.Node.Partitions;

/// <summary>
/// What a stretch of the journal says of each actor: its newest image there, if any, and the turns since. With the image that the table has,
/// it makes the actor as it was after the last of these rows. Keeps the rows' bodies; not thread-safe.
/// </summary>
internal sealed class ActorChanges
{
    private const int None = -1;

    private readonly Dictionary<byte[], Chain> _actors = new(Utf8KeyComparer.Instance);
    private readonly Dictionary<byte[], Chain>.AlternateLookup<ReadOnlySpan<byte>> _byKey;
    private readonly List<Change> _changes = [];

    public ActorChanges(long after)
    {
        LastRow = after;
        _byKey = _actors.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The newest row that is in.</summary>
    public long LastRow { get; private set; }

    /// <summary>Bytes of the bodies kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>Every actor, in the order of the table.</summary>
    public IEnumerable<byte[]> Keys => _actors.Keys.Order(Utf8KeyComparer.Instance);

    /// <summary>Takes in the next row.</summary>
    public void Add(long row, byte[] body)
    {
        var reader = new JournalBatchReader(body);
        while (reader.Next(out var entry))
        {
            if (entry.Kind != JournalEntryKind.Fact)
            {
                Add(row, reader.Instant, entry, body);
            }
        }

        LastRow = row;
        Bytes += body.Length;
    }

    public bool Contains(ReadOnlySpan<byte> key) => _byKey.ContainsKey(key);

    /// <summary>When an actor wants to be woken, by the newest of its changes: unix milliseconds.</summary>
    public long? DueOf(ReadOnlySpan<byte> key) => _byKey[key].Due;

    /// <summary>The newest image of an actor; false where turns came after it, where there is none, or where the actor was deleted.</summary>
    public bool TryGetWholeImage(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> image)
    {
        image = default;
        if (_byKey[key] is not { FirstTurn: None, Base: not None } chain || _changes[chain.Base].IsDeletion)
        {
            return false;
        }

        image = _changes[chain.Base].Content;
        return true;
    }

    /// <summary>The actor was deleted, and nothing came after.</summary>
    public bool IsDeleted(ReadOnlySpan<byte> key) => _byKey[key] is { FirstTurn: None, Base: not None } chain && _changes[chain.Base].IsDeletion;

    /// <summary>The actor after the last row.</summary>
    /// <param name="stored">Its image in the table, null when it has none.</param>
    /// <param name="checkpoint">The row up to which the table was complete when that was read; changes up to it are passed over.</param>
    /// <exception cref="FormatException">An image or a turn is not what was written.</exception>
    public ActorShell Build(ReadOnlySpan<byte> key, byte[]? stored, long checkpoint)
    {
        var chain = _byKey[key];
        var actor = ActorKey.Parse(Encoding.UTF8.GetString(key));
        var shell = chain.Base != None && _changes[chain.Base].Row > checkpoint ? Load(actor, _changes[chain.Base])
            : stored is null ? ActorShells.Blank(actor)
            : ActorShells.Load(actor, stored);
        for (var at = chain.FirstTurn; at != None; at = _changes[at].Next)
        {
            if (_changes[at].Row > checkpoint)
            {
                shell.Replay(_changes[at].Content.Span, Instant.FromUnixTimeMilliseconds(_changes[at].Instant));
            }
        }

        return shell;
    }

    private static ActorShell Load(ActorKey actor, in Change change) =>
        change.IsDeletion ? ActorShells.Blank(actor) : ActorShells.Load(actor, change.Content);

    private void Add(long row, long instant, in JournalEntry entry, byte[] body)
    {
        var content = body.AsMemory(entry.ContentStart, entry.Content.Length);
        _changes.Add(new Change(row, instant, content, entry.Kind == JournalEntryKind.Deleted));
        var at = _changes.Count - 1;
        ref var chain = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, entry.Key, out var known);
        if (entry.Kind != JournalEntryKind.Turn)
        {
            chain = new Chain { Base = at, FirstTurn = None, LastTurn = None };
        }
        else if (!known || chain.FirstTurn == None)
        {
            chain = new Chain { Base = known ? chain.Base : None, FirstTurn = at, LastTurn = at };
        }
        else
        {
            CollectionsMarshal.AsSpan(_changes)[chain.LastTurn].Next = at;
            chain.LastTurn = at;
        }

        chain.Due = entry.Due;
    }

    /// <summary>One actor's part: places in the list of changes.</summary>
    private struct Chain
    {
        public int Base;
        public int FirstTurn;
        public int LastTurn;
        public long? Due;
    }

    private struct Change(long row, long instant, ReadOnlyMemory<byte> content, bool isDeletion)
    {
        public readonly long Row = row;
        public readonly long Instant = instant;

        /// <summary>An image or a turn.</summary>
        public readonly ReadOnlyMemory<byte> Content = content;

        public readonly bool IsDeletion = isDeletion;

        /// <summary>The actor's next turn.</summary>
        public int Next = None;
    }
}
