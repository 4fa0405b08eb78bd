using System.Numerics;
using Engagement.Core.Hashing;

namespace Engagement.Core.Catalogs;

/// <summary>Rows by text: an open table of which the hash reads eight bytes at a time, about twice as fast as a dictionary. Never full.</summary>
internal sealed class TextRows
{
    private readonly Slot[] _slots;

    public TextRows(IReadOnlyCollection<KeyValuePair<string, int>> rows)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2(((uint)rows.Count * 2) + 1)];
        foreach (var (text, row) in rows)
        {
            var hash = QuickHash.Of(text);
            var place = hash & (uint)(_slots.Length - 1);
            while (_slots[place].Text is not null)
            {
                place = (place + 1) & (uint)(_slots.Length - 1);
            }

            _slots[place] = new Slot(text, hash, row);
        }
    }

    public int Find(string text, int otherwise)
    {
        var slots = _slots;
        var hash = QuickHash.Of(text);
        for (var place = hash & (uint)(slots.Length - 1); ; place = (place + 1) & (uint)(slots.Length - 1))
        {
            ref readonly var slot = ref slots[place];
            if (slot.Text is null)
            {
                return otherwise;
            }

            if (slot.Hash == hash && slot.Text == text)
            {
                return slot.Row;
            }
        }
    }

    private readonly record struct Slot(string? Text, uint Hash, int Row);
}
