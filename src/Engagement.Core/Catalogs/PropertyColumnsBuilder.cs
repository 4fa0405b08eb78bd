using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>
/// Makes the rows of one property. Every bit comes from <see cref="Test.Holds"/> itself, asked for a value that stands for all values of the
/// row, so that the index cannot mean anything else than the tests do.
/// </summary>
internal sealed class PropertyColumnsBuilder
{
    private readonly int _property;
    private readonly int _entryCount;
    private readonly int _mostFlips;
    private readonly List<(int Entry, Test[] Tests)> _entries;
    private readonly List<ColumnRow> _rows = [];
    private readonly List<ulong> _words = [];
    private readonly List<int> _flips = [];
    private readonly ulong[] _current;

    /// <param name="property">Its place among the paths.</param>
    /// <param name="entries">Those that test the property, each once.</param>
    /// <param name="entryCount">All entries of the index.</param>
    public PropertyColumnsBuilder(int property, List<(int Entry, Test[] Tests)> entries, int entryCount)
    {
        _property = property;
        _entries = entries;
        _entryCount = entryCount;
        _current = new ulong[Bits.WordsFor(entryCount)];
        // With few words a dense row is cheaper than a single flip.
        _mostFlips = _current.Length <= 4 ? 0 : Math.Min(PropertyColumns.MostFlips, _current.Length);
    }

    public PropertyColumns Build()
    {
        AddFixed(Value.Missing);
        AddFixed(Value.Null);
        AddFixed(Value.Of(false));
        AddFixed(Value.Of(true));
        AddFixed(Value.Of(Array.Empty<Value>()));
        AddFixed(Representative.OtherText);
        var texts = AddTexts();
        var firstNumber = _rows.Count;
        var breaks = AddNumbers();
        return new PropertyColumns(_property, texts, breaks, firstNumber, [.. _rows], [.. _words], [.. _flips]);
    }

    private void AddFixed(Value value)
    {
        Bits.Fill(_current, _entryCount);
        foreach (var (entry, tests) in _entries)
        {
            Bits.Set(_current, entry, Representative.MayHold(tests, value));
        }

        AddDense();
    }

    // A text that is written in some test differs from all others only for the entries that have it.
    private Dictionary<string, int> AddTexts()
    {
        var differing = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var (entry, tests) in _entries)
        {
            var other = Representative.MayHold(tests, Representative.OtherText);
            foreach (var text in Representative.TextsOf(tests))
            {
                if (Representative.MayHold(tests, Value.Of(text)) != other)
                {
                    Under(text, differing).Add(entry);
                }
            }
        }

        var rows = new Dictionary<string, int>(differing.Count, StringComparer.Ordinal);
        var otherText = _rows[PropertyColumns.OtherText].FirstWord;
        foreach (var (text, entries) in differing)
        {
            rows.Add(text, _rows.Count);
            if (entries.Count <= _mostFlips)
            {
                _rows.Add(new ColumnRow(otherText, _flips.Count, entries.Count));
                _flips.AddRange(entries);
                continue;
            }

            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_words).Slice(otherText, _current.Length).CopyTo(_current);
            Toggle(entries);
            AddDense();
        }

        return rows;
    }

    // From break to break a row differs from the one before it only for the entries that have the break.
    private double[] AddNumbers()
    {
        double[] breaks = [.. _entries.SelectMany(entry => Representative.NumbersOf(entry.Tests)).Distinct().Order()];
        var changes = new List<int>?[(2 * breaks.Length) + 1];
        Bits.Fill(_current, _entryCount);
        foreach (var (entry, tests) in _entries)
        {
            AddChanges(entry, tests, breaks, changes);
        }

        AddDense();
        var dense = _rows[^1].FirstWord;
        var firstFlip = _flips.Count;
        for (var row = 1; row < changes.Length; row++)
        {
            var changed = changes[row] ?? [];
            Toggle(changed);
            if (_flips.Count + changed.Count - firstFlip <= _mostFlips)
            {
                _flips.AddRange(changed);
                _rows.Add(new ColumnRow(dense, firstFlip, _flips.Count - firstFlip));
                continue;
            }

            AddDense();
            dense = _rows[^1].FirstWord;
            firstFlip = _flips.Count;
        }

        return breaks;
    }

    private void AddChanges(int entry, Test[] tests, double[] breaks, List<int>?[] changes)
    {
        var before = Representative.MayHold(tests, Value.Of(double.NegativeInfinity));
        Bits.Set(_current, entry, before);
        foreach (var number in Representative.NumbersOf(tests).Distinct().Order())
        {
            var row = (2 * Array.BinarySearch(breaks, number)) + 1;
            var at = Representative.MayHold(tests, Value.Of(number));
            var after = Representative.MayHold(tests, Value.Of(Math.BitIncrement(number)));
            Note(entry, row, at != before);
            Note(entry, row + 1, after != at);
            before = after;
        }

        void Note(int changed, int row, bool isChange)
        {
            if (isChange)
            {
                (changes[row] ??= []).Add(changed);
            }
        }
    }

    private void Toggle(List<int> entries)
    {
        foreach (var entry in entries)
        {
            _current[entry >> 6] ^= 1UL << entry;
        }
    }

    private void AddDense()
    {
        _rows.Add(new ColumnRow(_words.Count, 0, 0));
        _words.AddRange(_current);
    }

    private static List<int> Under(string text, Dictionary<string, List<int>> differing)
    {
        if (!differing.TryGetValue(text, out var entries))
        {
            differing.Add(text, entries = []);
        }

        return entries;
    }
}
