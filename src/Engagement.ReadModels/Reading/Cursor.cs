using System.Buffers.Text;
using Engagement.Core.Coding;
using Engagement.Runtime.ReadSide;

namespace Engagement.ReadModels.Reading;

/// <summary>A place in the order of a person's facts: newest first by time, then by actor, then by sequence.</summary>
internal readonly record struct FactOrder(long At, long Actor, long Sequence) : IComparable<FactOrder>
{
    public static readonly FactOrder Newest = new(long.MaxValue, long.MaxValue, long.MaxValue);

    /// <summary>Newer is less.</summary>
    public int CompareTo(FactOrder other)
    {
        var byTime = other.At.CompareTo(At);
        var byActor = byTime != 0 ? byTime : other.Actor.CompareTo(Actor);
        return byActor != 0 ? byActor : other.Sequence.CompareTo(Sequence);
    }

    public bool IsAfter(FactOrder other) => CompareTo(other) > 0;
}

/// <summary>The opaque text that names the last item of a page.</summary>
internal static class Cursor
{
    private const byte Version = 1;

    public static string Write(FactOrder last)
    {
        var writer = new ByteWriter(32);
        writer.Byte(Version);
        writer.Signed(last.At);
        writer.Signed(last.Actor);
        writer.Signed(last.Sequence);
        return Base64Url.EncodeToString(writer.Written);
    }

    /// <param name="cursor">Null: from the newest on.</param>
    /// <exception cref="FormatException">Not a cursor that <see cref="IReadModels"/> gave out.</exception>
    public static FactOrder Read(string? cursor)
    {
        if (cursor is null)
        {
            return FactOrder.Newest;
        }

        var reader = new ByteReader(Base64Url.DecodeFromChars(cursor));
        var version = reader.Byte();
        var order = new FactOrder(reader.Signed(), reader.Signed(), reader.Signed());
        return version == Version && reader.AtEnd ? order : throw new FormatException("not a cursor");
    }
}
