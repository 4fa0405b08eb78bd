using Engagement.Core.Coding;

namespace Engagement.Cluster.Tests.Wire;

/// <summary>What may arrive from a silo that is broken, or of another version.</summary>
internal static class Damage
{
    private const byte List = 5;
    private const byte Map = 6;

    public delegate void Read(ReadOnlySpan<byte> bytes);

    /// <summary>Each byte in turn is anything else; the reader may make sense of it, or say by a format exception that it cannot.</summary>
    public static void Everywhere(byte[] bytes, Read read)
    {
        byte[] others = [0, 1, 2, 5, 6, 0x7F, 0x80, 0xFE, 0xFF];
        for (var at = 0; at < bytes.Length; at++)
        {
            var was = bytes[at];
            foreach (var other in others)
            {
                bytes[at] = other;
                OnlyFormatException(bytes, read);
            }

            bytes[at] = was;
        }
    }

    /// <summary>
    /// After each start there are lists in lists, each of which promises as many items as bytes follow it: so do lists at the top, whatever
    /// they are of. What is allocated is bounded by the length all the same.
    /// </summary>
    public static void Promises(byte[][] starts, Read read)
    {
        const int Length = 1_000_000;
        foreach (var start in starts)
        {
            foreach (var kind in new[] { List, Map })
            {
                var writer = new ByteWriter();
                writer.Raw(start);
                while (writer.Length < Length)
                {
                    writer.Byte(kind);
                    writer.Number((ulong)Math.Max(0, Length - writer.Length - 8));
                    writer.Raw(kind == Map ? [0] : []);
                }

                var bytes = writer.Written.ToArray();
                var before = GC.GetAllocatedBytesForCurrentThread();
                OnlyFormatException(bytes, read);
                (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(40L * Length);
            }
        }
    }

    private static void OnlyFormatException(byte[] bytes, Read read)
    {
        try
        {
            read(bytes);
        }
        catch (FormatException)
        {
        }
    }
}
