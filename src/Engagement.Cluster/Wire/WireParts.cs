using Engagement.Core;
using Engagement.Core.Coding;

namespace Engagement.Cluster.Wire;

/// <summary>Forms that several messages between silos have in common. Whoever changes one changes the tags of all that use it.</summary>
internal static class WireParts
{
    public delegate T Read<T>(ref ByteReader from);

    /// <summary>As many as <see cref="Core.Users.UserPartsEncoding.List{T}"/> wrote.</summary>
    public static ValueList<T> List<T>(this ref ByteReader from, Read<T> read)
    {
        var items = new T[from.Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read(ref from);
        }

        return items.Length == 0 ? default : new ValueList<T>(items);
    }

    public static void OptionalBool(this ByteWriter into, bool? value)
    {
        into.Bool(value is not null);
        if (value is { } known)
        {
            into.Bool(known);
        }
    }

    public static bool? OptionalBool(this ref ByteReader from) => from.Bool() ? from.Bool() : null;

    public static void OptionalSigned(this ByteWriter into, long? value)
    {
        into.Bool(value is not null);
        if (value is { } known)
        {
            into.Signed(known);
        }
    }

    public static long? OptionalSigned(this ref ByteReader from) => from.Bool() ? from.Signed() : null;
}
