using Engagement.Cluster.Storage;
using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Runtime.ReadSide;

namespace Engagement.Cluster.Actors;

/// <summary>An actor as it is kept: its image, and the facts of the turns that the last write made durable.</summary>
/// <remarks>The facts are owed to the log: they are given to it after the write, and again when the actor is next loaded; the log knows a repeat.</remarks>
public sealed class ActorRecord : IRecord
{
    private const byte Version = 2;

    // Without the version of the definitions.
    private const byte First = 1;

    /// <summary>Empty: there is nothing of the actor yet.</summary>
    public ReadOnlyMemory<byte> Image { get; set; }

    /// <summary>Number of the first of <see cref="Facts"/>.</summary>
    public long FirstFact { get; set; }

    public IReadOnlyList<Fact> Facts { get; set; } = [];

    /// <summary>
    /// Of the workspace's definitions, as they were known where the actor was written: it is not decided by older ones afterwards, wherever
    /// it is by then. 0: not known.
    /// </summary>
    public long CatalogVersion { get; set; }

    public FactRecord[] OwedBy(ActorKey actor) => [.. Facts.Select((fact, i) => new FactRecord(actor, FirstFact + i, fact))];

    public void Encode(ByteWriter into)
    {
        into.Byte(Version);
        into.Bytes(Image.Span);
        into.Signed(FirstFact);
        into.Number((ulong)Facts.Count);
        foreach (var fact in Facts)
        {
            FactCodec.Encode(fact, into);
        }

        into.Number((ulong)CatalogVersion);
    }

    public void Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var version = reader.Byte();
        if (version is not (First or Version))
        {
            throw new FormatException($"an actor of form {version}: this build knows {First} and {Version}");
        }

        Image = reader.Bytes().ToArray();
        FirstFact = reader.Signed();
        var facts = new Fact[reader.Count()];
        for (var i = 0; i < facts.Length; i++)
        {
            facts[i] = FactCodec.Decode(ref reader);
        }

        Facts = facts;
        CatalogVersion = version == First ? 0 : (long)reader.Number();
    }
}
