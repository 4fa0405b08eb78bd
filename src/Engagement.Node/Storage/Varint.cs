namespace Engagement.Node.Storage;

/// <summary>LEB128 numbers: seven bits a byte, the low ones first; signed ones zigzagged.</summary>
internal static class Varint
{
    public const int MaxBytes = 10;

    public static int Write(Span<byte> to, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7) to[length++] = (byte)(value | 0x80);
        to[length++] = (byte)value;
        return length;
    }

    /// <summary>Advances <paramref name="from"/> past the number; false when it is cut or too long.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> from, out ulong value)
    {
        value = 0;
        for (var i = 0; i < from.Length && i < MaxBytes; i++)
        {
            value |= (ulong)(from[i] & 0x7F) << (7 * i);
            if (from[i] >= 0x80) continue;
            from = from[(i + 1)..];
            return true;
        }

        return false;
    }

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
