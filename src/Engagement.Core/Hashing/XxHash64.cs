using System.Buffers.Binary;
using System.Numerics;

namespace Engagement.Core.Hashing;

/// <summary>
/// XXH64, written from its specification: Yann Collet, "xxHash fast digest algorithm", version 0.2.0,
/// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md. The step numbers are those of the specification.
/// </summary>
internal static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    public static ulong Of(ReadOnlySpan<byte> input, ulong seed)
    {
        unchecked
        {
            var hash = (input.Length < Stripe ? seed + Prime5 : Stripes(input, seed)) + (ulong)input.Length;
            return Avalanche(Tail(input[(input.Length / Stripe * Stripe)..], hash));
        }
    }

    // Steps 1 to 3: four lanes over whole stripes, then their convergence.
    private static ulong Stripes(ReadOnlySpan<byte> input, ulong seed)
    {
        unchecked
        {
            ulong lane1 = seed + Prime1 + Prime2, lane2 = seed + Prime2, lane3 = seed, lane4 = seed - Prime1;
            for (; input.Length >= Stripe; input = input[Stripe..])
            {
                lane1 = Round(lane1, BinaryPrimitives.ReadUInt64LittleEndian(input));
                lane2 = Round(lane2, BinaryPrimitives.ReadUInt64LittleEndian(input[8..]));
                lane3 = Round(lane3, BinaryPrimitives.ReadUInt64LittleEndian(input[16..]));
                lane4 = Round(lane4, BinaryPrimitives.ReadUInt64LittleEndian(input[24..]));
            }

            var hash = BitOperations.RotateLeft(lane1, 1) + BitOperations.RotateLeft(lane2, 7)
                + BitOperations.RotateLeft(lane3, 12) + BitOperations.RotateLeft(lane4, 18);
            return Merge(Merge(Merge(Merge(hash, lane1), lane2), lane3), lane4);
        }
    }

    // Step 5: what is left after the last whole stripe.
    private static ulong Tail(ReadOnlySpan<byte> input, ulong hash)
    {
        unchecked
        {
            for (; input.Length >= 8; input = input[8..])
                hash = BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(input)), 27) * Prime1 + Prime4;
            if (input.Length >= 4)
            {
                hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(input) * Prime1, 23) * Prime2 + Prime3;
                input = input[4..];
            }

            foreach (var one in input) hash = BitOperations.RotateLeft(hash ^ one * Prime5, 11) * Prime1;
            return hash;
        }
    }

    // Step 6.
    private static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    private static ulong Round(ulong lane, ulong input) => unchecked(BitOperations.RotateLeft(lane + input * Prime2, 31) * Prime1);

    private static ulong Merge(ulong hash, ulong lane) => unchecked((hash ^ Round(0, lane)) * Prime1 + Prime4);
}
