using Engagement.Core.Hashing;

namespace Engagement.Node.Partitions;

/// <summary>
/// Where to find the newest image of an actor that is not in memory and not yet in the table: by the hash of its key, the last journal row
/// that may hold it. Two keys of one hash make the later row hide the earlier one, so a row that turns out not to hold the key means: look
/// through all of them.
/// </summary>
internal sealed class UnfoldedRows
{
    private readonly Dictionary<ulong, long> _rows = [];
    private long _newest;

    public int Count => _rows.Count;

    public void Add(ulong keyHash, long row)
    {
        _rows[keyHash] = row;
        _newest = Math.Max(_newest, row);
    }

    public long? Find(string key, long checkpoint)
    {
        if (_newest <= checkpoint)
        {
            Clear();
            return null;
        }

        return _rows.TryGetValue(StableHash.Of(key), out var row) && row > checkpoint ? row : null;
    }

    private void Clear()
    {
        if (_rows.Count > 0)
        {
            _rows.Clear();
            _rows.TrimExcess();
        }
    }
}
