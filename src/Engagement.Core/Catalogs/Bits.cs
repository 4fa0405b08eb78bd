using System.Numerics;
using System.Runtime.InteropServices;

namespace Engagement.Core.Catalogs;

/// <summary>Sets of small numbers as words of bits.</summary>
internal static class Bits
{
    public static int WordsFor(int count) => (count + 63) >> 6;

    /// <summary>The numbers from 0 to <paramref name="count"/> less one.</summary>
    public static void Fill(Span<ulong> words, int count)
    {
        words.Fill(ulong.MaxValue);
        if ((count & 63) != 0)
        {
            words[^1] = (1UL << count) - 1;
        }
    }

    public static bool Has(ReadOnlySpan<ulong> words, int number) => ((words[number >> 6] >> number) & 1) != 0;

    public static void Set(Span<ulong> words, int number, bool isIn)
    {
        var bit = 1UL << number;
        words[number >> 6] = isIn ? words[number >> 6] | bit : words[number >> 6] & ~bit;
    }

    /// <summary>Keeps what is in both.</summary>
    /// <returns>False when that is nothing.</returns>
    public static bool And(Span<ulong> words, ReadOnlySpan<ulong> others)
    {
        if (words.Length >= 2 * Vector<ulong>.Count)
        {
            return AndWide(words, others);
        }

        var any = 0UL;
        for (var index = 0; index < words.Length && index < others.Length; index++)
        {
            any |= words[index] &= others[index];
        }

        return any != 0;
    }

    private static bool AndWide(Span<ulong> words, ReadOnlySpan<ulong> others)
    {
        var left = MemoryMarshal.Cast<ulong, Vector<ulong>>(words);
        var right = MemoryMarshal.Cast<ulong, Vector<ulong>>(others);
        var some = Vector<ulong>.Zero;
        for (var lane = 0; lane < left.Length && lane < right.Length; lane++)
        {
            some |= left[lane] &= right[lane];
        }

        var any = 0UL;
        for (var index = left.Length * Vector<ulong>.Count; index < words.Length && index < others.Length; index++)
        {
            any |= words[index] &= others[index];
        }

        return any != 0 || some != Vector<ulong>.Zero;
    }
}
