using System.Runtime.InteropServices;
using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>
/// Makes the rows of one property. Every bit comes from <see cref="Test.Holds"/> itself, asked for a value that stands for all values of the
/// row, so that the index cannot mean anything else than the tests do.
/// </summary>
internal sealed class PropertyColumnsBuilder
{
    // Dense rows are faster; flips keep the rows of many values small. Up to 32 words (2,048 entries) rows are small enough.
    private const int AlwaysDense = 32;
    private const int WordsPerFlip = 8;

    private readonly int _property;
    private readonly int _entryCount;
    private readonly int _mostFlips;
    private readonly List<EntryTests> _entries;
    private readonly List<ColumnRow> _rows = [];
    private readonly List<ulong> _words = [];
    private readonly List<int> _flips = [];
    private readonly ulong[] _current;

    /// <param name="property">Its place among the paths.</param>
    /// <param name="entries">Those that test the property, each once.</param>
    /// <param name="entryCount">All entries of the index.</param>
    public PropertyColumnsBuilder(int property, List<EntryTests> entries, int entryCount)
    {
        _property = property;
        _entries = entries;
        _entryCount = entryCount;
        _current = new ulong[Bits.WordsFor(entryCount)];
        _mostFlips = _current.Length <= AlwaysDense ? 0 : Math.Min(PropertyColumns.MostFlips, _current.Length / WordsPerFlip);
    }

    public PropertyColumns Build()
    {
        AddFixed(Value.Missing);
        AddFixed(Value.Null);
        AddFixed(Value.Of(false));
        AddFixed(Value.Of(true));
        AddFixed(Value.Of(Array.Empty<Value>()));
        AddFixed(EntryTests.OtherText);
        var texts = AddTexts();
        var firstNumber = _rows.Count;
        var breaks = AddNumbers();
        return new PropertyColumns(_property, Tested(), texts, breaks, firstNumber, [.. _rows], [.. _words], [.. _flips]);
    }

    private ulong[] Tested()
    {
        var tested = new ulong[_current.Length];
        foreach (var tests in _entries)
        {
            Bits.Set(tested, tests.Entry, true);
        }

        return tested;
    }

    private void AddFixed(Value value)
    {
        Bits.Fill(_current, _entryCount);
        foreach (var tests in _entries)
        {
            Bits.Set(_current, tests.Entry, tests.MayHold(value));
        }

        AddDense();
    }

    // A text that some test names differs from all others only for the entries that name it.
    private TextRows AddTexts()
    {
        var differing = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var tests in _entries)
        {
            var other = tests.Texts.Length > 0 && tests.MayHold(EntryTests.OtherText);
            foreach (var text in tests.Texts)
            {
                if (tests.MayHold(Value.Of(text)) != other)
                {
                    Note(text, tests.Entry);
                }
            }
        }

        var otherText = _rows[PropertyColumns.OtherText].FirstWord;
        var rows = new List<KeyValuePair<string, int>>(differing.Count);
        foreach (var (text, entries) in differing)
        {
            rows.Add(new(text, _rows.Count));
            CollectionsMarshal.AsSpan(_words).Slice(otherText, _current.Length).CopyTo(_current);
            AddChanged(otherText, _flips.Count, entries);
        }

        return new TextRows(rows);

        void Note(string text, int entry)
        {
            ref var entries = ref CollectionsMarshal.GetValueRefOrAddDefault(differing, text, out _);
            (entries ??= []).Add(entry);
        }
    }

    // From break to break a row differs from the one before it only for the entries that name the break.
    private double[] AddNumbers()
    {
        double[] breaks = [.. _entries.SelectMany(tests => tests.Numbers).Distinct().Order()];
        var changes = new List<int>?[(2 * breaks.Length) + 1];
        Bits.Fill(_current, _entryCount);
        foreach (var tests in _entries)
        {
            AddChanges(tests, breaks, changes);
        }

        AddDense();
        var (dense, firstFlip) = (_rows[^1].FirstWord, _flips.Count);
        for (var row = 1; row < changes.Length; row++)
        {
            AddChanged(dense, firstFlip, changes[row] ?? []);
            if (_rows[^1].FirstWord != dense)
            {
                (dense, firstFlip) = (_rows[^1].FirstWord, _flips.Count);
            }
        }

        return breaks;
    }

    private void AddChanges(EntryTests tests, double[] breaks, List<int>?[] changes)
    {
        var before = tests.MayHold(Value.Of(double.NegativeInfinity));
        Bits.Set(_current, tests.Entry, before);
        foreach (var number in tests.Numbers)
        {
            var row = (2 * Array.BinarySearch(breaks, number)) + 1;
            var at = tests.MayHold(Value.Of(number));
            var after = tests.MayHold(Value.Of(Math.BitIncrement(number)));
            Note(row, at != before);
            Note(row + 1, after != at);
            before = after;
        }

        void Note(int row, bool isChange)
        {
            if (isChange)
            {
                (changes[row] ??= []).Add(tests.Entry);
            }
        }
    }

    // Adds a row that differs from the current one for the entries; in flips of the dense one while they are few enough, else dense itself.
    private void AddChanged(int dense, int firstFlip, List<int> entries)
    {
        foreach (var entry in entries)
        {
            _current[entry >> 6] ^= 1UL << entry;
        }

        if (_flips.Count - firstFlip + entries.Count > _mostFlips)
        {
            AddDense();
            return;
        }

        _flips.AddRange(entries);
        _rows.Add(new ColumnRow(dense, firstFlip, _flips.Count - firstFlip));
    }

    private void AddDense()
    {
        _rows.Add(new ColumnRow(_words.Count, 0, 0));
        _words.AddRange(_current);
    }
}
