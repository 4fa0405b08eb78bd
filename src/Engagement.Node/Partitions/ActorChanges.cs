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

    /// <param name="after">The row after which the stretch begins.</param>
    public ActorChanges(long after)
    {
        LastRow = after;
        _byKey = _actors.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The newest row that is in.</summary>
    public long LastRow { get; private set; }

    public IReadOnlyCollection<byte[]> Keys => _actors.Keys;

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
    }

    public bool Contains(ReadOnlySpan<byte> key) => _byKey.ContainsKey(key);

    /// <summary>When an actor wants to be woken, by the newest of its changes: unix milliseconds.</summary>
    public long? DueOf(ReadOnlySpan<byte> key) => _byKey[key].Due;

    /// <summary>The actor after the last row.</summary>
    /// <param name="stored">Its image in the table, null when it has none.</param>
    /// <param name="storedRow">The row as of which that is; changes up to it are passed over.</param>
    /// <exception cref="FormatException">An image or a turn is not what was written.</exception>
    public ActorShell Build(ReadOnlySpan<byte> key, byte[]? stored, long storedRow)
    {
        var chain = _byKey[key];
        var actor = ActorKey.Parse(Encoding.UTF8.GetString(key));
        var shell = chain.Image != None && _changes[chain.Image].Row > storedRow ? ActorShells.Load(actor, _changes[chain.Image].Content)
            : stored is null ? ActorShells.Blank(actor)
            : ActorShells.Load(actor, stored);
        for (var at = chain.FirstTurn; at != None; at = _changes[at].Next)
        {
            if (_changes[at].Row > storedRow)
            {
                shell.Replay(_changes[at].Content.Span, Instant.FromUnixTimeMilliseconds(_changes[at].Instant));
            }
        }

        return shell;
    }

    private void Add(long row, long instant, in JournalEntry entry, byte[] body)
    {
        _changes.Add(new Change(row, instant, body.AsMemory(entry.ContentStart, entry.Content.Length)));
        var at = _changes.Count - 1;
        ref var chain = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, entry.Key, out var known);
        if (entry.Kind == JournalEntryKind.Image)
        {
            chain = new Chain { Image = at, FirstTurn = None };
        }
        else if (!known || chain.FirstTurn == None)
        {
            chain = new Chain { Image = known ? chain.Image : None, FirstTurn = at, LastTurn = at };
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
        public int Image;
        public int FirstTurn;
        public int LastTurn;
        public long? Due;
    }

    private struct Change(long row, long instant, ReadOnlyMemory<byte> content)
    {
        public readonly long Row = row;
        public readonly long Instant = instant;

        /// <summary>An image or a turn.</summary>
        public readonly ReadOnlyMemory<byte> Content = content;

        /// <summary>The actor's next turn.</summary>
        public int Next = None;
    }
}
