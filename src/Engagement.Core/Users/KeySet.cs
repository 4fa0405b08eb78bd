using System.Numerics;

namespace Engagement.Core.Users;

/// <summary>
/// A set of message keys: an open table, at most half full. The keys are hashes already, but whoever sends them may choose what they are
/// of, and crowd one place: so they are spread by a hash of which the seed is this process's own. What is in the set does not depend on it.
/// </summary>
internal sealed class KeySet
{
    // Zero marks an empty slot; the key zero is kept apart.
    private ulong[] _slots;
    private int _count;
    private bool _hasZero;

    public KeySet(ReadOnlySpan<ulong> keys)
    {
        _slots = [];
        Resize(keys.Length);
        foreach (var key in keys)
        {
            Add(key);
        }
    }

    public bool Contains(ulong key) => key == 0 ? _hasZero : _slots[PlaceOf(key)] == key;

    public void Add(ulong key)
    {
        if (key == 0)
        {
            _hasZero = true;
            return;
        }

        if (2 * _count >= _slots.Length)
        {
            Grow();
        }

        ref var slot = ref _slots[PlaceOf(key)];
        _count += slot == 0 ? 1 : 0;
        slot = key;
    }

    private int PlaceOf(ulong key)
    {
        var slots = _slots;
        var place = HashCode.Combine(unchecked((uint)key), (uint)(key >> 32)) & (slots.Length - 1);
        while (slots[place] != 0 && slots[place] != key)
        {
            place = (place + 1) & (slots.Length - 1);
        }

        return place;
    }

    private void Grow()
    {
        var old = _slots;
        Resize(_count * 2);
        foreach (var key in old)
        {
            if (key != 0)
            {
                _slots[PlaceOf(key)] = key;
            }
        }
    }

    private void Resize(int keys) => _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, keys * 2))];
}
