namespace Engagement.Core.Users;

/// <summary>How many of a person's recent messages came in each hour, oldest first. A view: good until a key is added.</summary>
public readonly ref struct MessageGenerations
{
    private readonly ReadOnlySpan<(int Hour, int Count)> _older;
    private readonly (int Hour, int Count) _newest;

    internal MessageGenerations(ReadOnlySpan<(int Hour, int Count)> older, (int Hour, int Count) newest)
    {
        _older = older;
        _newest = newest;
    }

    public int Count => _older.Length + (_newest.Count > 0 ? 1 : 0);

    /// <summary>Hour since 1970-01-01 UTC, and how many keys.</summary>
    public (int Hour, int Count) this[int index] => index < _older.Length ? _older[index] : _newest;

    public Enumerator GetEnumerator() => new(this);

    public ref struct Enumerator(MessageGenerations generations)
    {
        private readonly MessageGenerations _generations = generations;
        private int _index = -1;

        public readonly (int Hour, int Count) Current => _generations[_index];

        public bool MoveNext() => ++_index < _generations.Count;
    }
}
