using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>
/// What each value of one property leaves of the entries of an index. Values that no test tells apart share a row; a row has one bit per
/// entry, set where every test of this property may hold, or there is none.
/// </summary>
internal sealed class PropertyColumns(
    int property, Dictionary<string, int> texts, double[] breaks, int firstNumber, ColumnRow[] rows, ulong[] words, int[] flips)
{
    /// <summary>The rows that every property has; rows of single texts follow, and then those of numbers.</summary>
    public const int Missing = 0, Null = 1, False = 2, True = 3, ListOrMap = 4, OtherText = 5, FirstText = 6;

    /// <summary>Flips that a row may have, so that one word can remember them.</summary>
    public const int MostFlips = 64;

    public int Property => property;

    /// <summary>Takes out of <paramref name="entries"/> all that the value rules out.</summary>
    /// <returns>False when nothing is left.</returns>
    public bool Narrow(in Value value, Span<ulong> entries)
    {
        ref readonly var row = ref rows[RowOf(value)];
        var flipped = flips.AsSpan(row.FirstFlip, row.Flips);
        // entries & (dense ^ flipped) is (entries & dense) ^ (entries & flipped): the second must be read before the first is written.
        var held = flipped.IsEmpty ? 0 : Held(entries, flipped);
        var any = Bits.And(entries, words.AsSpan(row.FirstWord, entries.Length));
        for (; held != 0; held &= held - 1)
        {
            var entry = flipped[System.Numerics.BitOperations.TrailingZeroCount(held)];
            entries[entry >> 6] ^= 1UL << entry;
            any = true;
        }

        return any;
    }

    private int RowOf(in Value value)
    {
        if (value.Text is { } text)
        {
            return texts.TryGetValue(text, out var row) ? row : OtherText;
        }

        if (value.IsNumber)
        {
            var index = breaks.AsSpan().BinarySearch(value.Number);
            return firstNumber + (index >= 0 ? (2 * index) + 1 : 2 * ~index);
        }

        return value.Kind switch
        {
            ValueKind.Missing => Missing,
            ValueKind.Null => Null,
            ValueKind.Bool => value.Bool ? True : False,
            _ => ListOrMap,
        };
    }

    private static ulong Held(ReadOnlySpan<ulong> entries, ReadOnlySpan<int> flipped)
    {
        var held = 0UL;
        for (var index = 0; index < flipped.Length; index++)
        {
            held |= ((entries[flipped[index] >> 6] >> flipped[index]) & 1) << index;
        }

        return held;
    }
}

/// <summary>A row: a dense one, but for some entries whose bit is the other one.</summary>
internal readonly record struct ColumnRow(int FirstWord, int FirstFlip, int Flips);
