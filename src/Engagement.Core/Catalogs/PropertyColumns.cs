using System.Numerics;
using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>
/// What each value of one property leaves of the entries of an index. Values that no test tells apart share a row; a row has one bit per
/// entry, set where every test of this property may hold, or there is none.
/// </summary>
internal sealed class PropertyColumns
{
    /// <summary>The rows that every property has; rows of single texts follow, and then those of numbers.</summary>
    public const int Missing = 0, Null = 1, False = 2, True = 3, ListOrMap = 4, OtherText = 5;

    /// <summary>Flips that a row may have, so that one word can remember them.</summary>
    public const int MostFlips = 64;

    private readonly ulong[] _tested;
    private readonly TextRows _texts;
    private readonly double[] _breaks;
    private readonly int _firstNumber;
    private readonly ColumnRow[] _rows;
    private readonly ulong[] _words;
    private readonly int[] _flips;

    /// <param name="property">Its place among the paths.</param>
    /// <param name="tested">The entries that test it.</param>
    /// <param name="texts">Rows of texts; all others are <see cref="OtherText"/>.</param>
    /// <param name="breaks">Numbers in order, each of which is a row between the rows of what lies beside it.</param>
    /// <param name="firstNumber">The row of what is below the first break.</param>
    /// <param name="rows">By number.</param>
    /// <param name="words">Of dense rows.</param>
    /// <param name="flips">Entries.</param>
    public PropertyColumns(
        int property, ulong[] tested, TextRows texts, double[] breaks, int firstNumber, ColumnRow[] rows, ulong[] words, int[] flips)
    {
        Property = property;
        _tested = tested;
        _texts = texts;
        _breaks = breaks;
        _firstNumber = firstNumber;
        _rows = rows;
        _words = words;
        _flips = flips;
    }

    public int Property { get; }

    /// <summary>The entries that test the property, where there are at most 64.</summary>
    public ulong TestedWord => _tested[0];

    /// <summary>Whether the value can rule out any of <paramref name="entries"/>.</summary>
    public bool Concerns(ReadOnlySpan<ulong> entries)
    {
        var tested = _tested;
        var any = 0UL;
        for (var word = 0; word < tested.Length && word < entries.Length; word++)
        {
            any |= tested[word] & entries[word];
        }

        return any != 0;
    }

    /// <summary>What the value leaves, where there are at most 64 entries.</summary>
    public ulong WordOf(in Value value) => _words[_rows[RowOf(value)].FirstWord];

    /// <summary>Takes out of <paramref name="entries"/> all that the value rules out.</summary>
    /// <returns>False only when nothing is left.</returns>
    public bool Narrow(in Value value, Span<ulong> entries)
    {
        ref readonly var row = ref _rows[RowOf(value)];
        var dense = _words.AsSpan(row.FirstWord, entries.Length);
        return row.Flips == 0 ? Bits.And(entries, dense) : NarrowFlipped(entries, dense, _flips.AsSpan(row.FirstFlip, row.Flips));
    }

    // entries & (dense ^ flipped) is (entries & dense) ^ (entries & flipped): the second must be read before the first is written.
    private static bool NarrowFlipped(Span<ulong> entries, ReadOnlySpan<ulong> dense, ReadOnlySpan<int> flipped)
    {
        var held = 0UL;
        for (var index = 0; index < flipped.Length; index++)
        {
            held |= ((entries[flipped[index] >> 6] >> flipped[index]) & 1) << index;
        }

        var any = Bits.And(entries, dense) || held != 0;
        for (; held != 0; held &= held - 1)
        {
            var entry = flipped[BitOperations.TrailingZeroCount(held)];
            entries[entry >> 6] ^= 1UL << entry;
        }

        return any;
    }

    private int RowOf(in Value value)
    {
        if (value.Text is { } text)
        {
            return _texts.Find(text, OtherText);
        }

        if (value.IsNumber)
        {
            return _firstNumber + RowOf(value.Number);
        }

        return value.Kind switch
        {
            ValueKind.Missing => Missing,
            ValueKind.Bool => value.Bool ? True : False,
            ValueKind.Null => Null,
            _ => ListOrMap,
        };
    }

    // Without a jump that depends on the number, which no predictor could guess.
    private int RowOf(double number)
    {
        var breaks = _breaks;
        var low = 0;
        for (var length = breaks.Length; length > 0;)
        {
            var half = (length + 1) >> 1;
            low += breaks[low + half - 1] < number ? half : 0;
            length -= half;
        }

        return (2 * low) + (low < breaks.Length && breaks[low] == number ? 1 : 0);
    }
}

/// <summary>A row: a dense one, but for some entries whose bit is the other one. An entry flipped twice is as it was.</summary>
internal readonly record struct ColumnRow(int FirstWord, int FirstFlip, int Flips);
