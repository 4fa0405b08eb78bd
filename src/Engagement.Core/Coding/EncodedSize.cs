using System.Numerics;
using System.Text;
using Engagement.Core.Targeting;

namespace Engagement.Core.Coding;

/// <summary>How many bytes <see cref="ByteWriter"/> takes for something, without writing it. Allocates nothing.</summary>
public static class EncodedSize
{
    public static int Of(Value value) => 1 + value.Kind switch
    {
        ValueKind.Bool => 1,
        ValueKind.Number => sizeof(double),
        ValueKind.Text => Of(value.Text!),
        ValueKind.List => OfItems(value.Items),
        ValueKind.Map => OfMembers(value.Members),
        _ => 0,
    };

    public static int Of(KeyValuePair<string, Value> member) => Of(member.Key) + Of(member.Value);

    /// <summary>A text with its length before it.</summary>
    public static int Of(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        return OfCount(length) + length;
    }

    private static int OfItems(ReadOnlySpan<Value> items)
    {
        var size = OfCount(items.Length);
        foreach (ref readonly var item in items)
        {
            size += Of(item);
        }

        return size;
    }

    private static int OfMembers(ReadOnlySpan<KeyValuePair<string, Value>> members)
    {
        var size = OfCount(members.Length);
        foreach (ref readonly var member in members)
        {
            size += Of(member);
        }

        return size;
    }

    // Seven bits a byte, and one byte at least.
    private static int OfCount(int count) => (BitOperations.Log2((uint)count | 1) / 7) + 1;
}
