using System.Numerics;
using System.Runtime.InteropServices;

namespace Engagement.Node.Storage;

/// <summary>
/// CRC-32C (Castagnoli) over a row's number, its length and its body: a body that changed, was cut, or stands under another
/// number is found out. SQLite itself checks only what is still in its WAL.
/// </summary>
internal static class JournalSum
{
    public static long Of(long seq, ReadOnlySpan<byte> body)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)seq);
        crc = BitOperations.Crc32C(crc, (ulong)body.Length);
        var words = MemoryMarshal.Cast<byte, ulong>(body);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var last in body[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }
}
