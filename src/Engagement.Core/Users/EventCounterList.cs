namespace Engagement.Core.Users;

/// <summary>The counters of a person in order, as a view.</summary>
public readonly struct EventCounterList
{
    private readonly EventCounters _counters;

    internal EventCounterList(EventCounters counters) => _counters = counters;

    public int Length => _counters.Count;

    public EventCounter this[int index] => index < Length ? new(_counters, index) : throw new ArgumentOutOfRangeException(nameof(index));

    public Enumerator GetEnumerator() => new(this);

    public EventCounter[] ToArray()
    {
        var counters = new EventCounter[Length];
        for (var index = 0; index < counters.Length; index++)
        {
            counters[index] = this[index];
        }

        return counters;
    }

    public struct Enumerator(EventCounterList list)
    {
        private int _index = -1;

        public readonly EventCounter Current => list[_index];

        public bool MoveNext() => ++_index < list.Length;
    }
}
