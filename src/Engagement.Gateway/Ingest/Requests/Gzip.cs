using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Inflates up to a bound: what would grow beyond it stops there.</summary>
internal static class Gzip
{
    private const int UsualRatio = 8;

    public enum Outcome
    {
        Whole,
        TooLarge,
        Broken,
    }

    public static bool Starts(ReadOnlySpan<byte> body) => body is [0x1F, 0x8B, ..];

    /// <param name="inflated">Rented from the shared pool when the outcome is <see cref="Outcome.Whole"/>; else empty.</param>
    public static Outcome Inflate(byte[] compressed, int length, int limit, out byte[] inflated, out int size)
    {
        using var source = new MemoryStream(compressed, 0, length, writable: false);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        inflated = ArrayPool<byte>.Shared.Rent(Math.Min(length * UsualRatio, limit + 1));
        size = 0;
        try
        {
            var outcome = Fill(gzip, limit, ref inflated, ref size);
            outcome = outcome == Outcome.Whole && !EndsWith(compressed.AsSpan(0, length), size) ? Outcome.Broken : outcome;
            if (outcome == Outcome.Whole)
            {
                return outcome;
            }

            Drop(ref inflated);
            return outcome;
        }
        catch (InvalidDataException)
        {
            Drop(ref inflated);
            return Outcome.Broken;
        }
    }

    private static Outcome Fill(GZipStream gzip, int limit, ref byte[] into, ref int size)
    {
        int read;
        while ((read = gzip.Read(into, size, into.Length - size)) > 0)
        {
            size += read;
            if (size > limit)
            {
                return Outcome.TooLarge;
            }

            if (size == into.Length)
            {
                Grow(ref into, size, limit);
            }
        }

        return Outcome.Whole;
    }

    // The stream does not mind when its end is cut off. A body is one member (RFC 1952), which ends with its size.
    private static bool EndsWith(ReadOnlySpan<byte> compressed, int size) =>
        compressed.Length > sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(compressed[^sizeof(uint)..]) == size;

    private static void Grow(ref byte[] into, int size, int limit)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(size * 2, limit + 1));
        into.AsSpan(0, size).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(into);
        into = larger;
    }

    private static void Drop(ref byte[] rented)
    {
        ArrayPool<byte>.Shared.Return(rented);
        rented = [];
    }
}
