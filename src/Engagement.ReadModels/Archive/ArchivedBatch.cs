using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;

namespace Engagement.ReadModels.Archive;

/// <summary>
/// The facts of one batch as bytes: a version, then each fact after a mark that says how much of its place (workspace, actor, sequence) is
/// that of the fact before it.
/// </summary>
internal static class ArchivedBatch
{
    private const byte Version = 1;

    private const byte SameActorNext = 0;
    private const byte SameWorkspace = 1;
    private const byte Whole = 2;

    /// <exception cref="FormatException">Not what was written by <see cref="Writer"/>.</exception>
    public static void Read(ReadOnlySpan<byte> body, IFactSink into)
    {
        if (body.IsEmpty)
        {
            // All that was in it was of persons who are erased.
            return;
        }

        var reader = new ByteReader(body);
        if (reader.Byte() is var version && version != Version)
        {
            throw new FormatException($"a batch of version {version}; this build reads version {Version}");
        }

        var place = default(FactPlace);
        while (!reader.AtEnd)
        {
            place = PlaceAfter(place, ref reader);
            var start = reader.Position;
            var fact = FactCodec.Decode(ref reader);
            into.Add(place, fact, body[start..reader.Position]);
        }
    }

    private static FactPlace PlaceAfter(FactPlace before, ref ByteReader reader)
    {
        var mark = reader.Byte();
        if (mark == SameActorNext)
        {
            return before with { Sequence = before.Sequence + 1 };
        }

        var workspace = mark switch
        {
            SameWorkspace => before.Actor.Workspace,
            Whole => new WorkspaceId(reader.Text()),
            _ => throw new FormatException($"{mark} is not a mark of an archived fact"),
        };
        return new FactPlace(new ActorKey(reader.Enum(ActorKind.Workspace), workspace, reader.Text()), (long)reader.Number());
    }

    /// <summary>Writes one batch, its version with the first fact.</summary>
    public ref struct Writer(ByteWriter into)
    {
        private FactPlace _before;

        public bool HasFacts { get; private set; }

        /// <param name="fact">As <see cref="FactCodec"/> wrote it.</param>
        public void Add(in FactPlace place, ReadOnlySpan<byte> fact)
        {
            if (HasFacts && _before.Actor == place.Actor && _before.Sequence + 1 == place.Sequence)
            {
                into.Byte(SameActorNext);
            }
            else
            {
                AddPlace(place);
            }

            into.Raw(fact);
            (_before, HasFacts) = (place, true);
        }

        private readonly void AddPlace(in FactPlace place)
        {
            if (HasFacts && _before.Actor.Workspace == place.Actor.Workspace)
            {
                into.Byte(SameWorkspace);
            }
            else
            {
                if (!HasFacts)
                {
                    into.Byte(Version);
                }

                into.Byte(Whole);
                into.Text(place.Actor.Workspace.Value);
            }

            into.Byte((byte)place.Actor.Kind);
            into.Text(place.Actor.Id);
            into.Number((ulong)place.Sequence);
        }
    }
}

/// <summary>Which fact of which actor.</summary>
internal readonly record struct FactPlace(ActorKey Actor, long Sequence);

/// <summary>Takes archived facts, in order.</summary>
internal interface IFactSink
{
    /// <param name="bytes">The fact's stored form; valid during the call only.</param>
    void Add(in FactPlace place, Fact fact, ReadOnlySpan<byte> bytes);
}
