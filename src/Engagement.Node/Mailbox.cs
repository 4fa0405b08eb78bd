using System.Diagnostics;

namespace Engagement.Node;

/// <summary>
/// A partition's bounded inbox: any number of threads post, one drains. Items of one poster are drained in the order posted.
/// Posting and draining allocate nothing once the lists have grown.
/// </summary>
/// <remarks>A lock taken once per item and once per drain; posters are expected to hand over batches.</remarks>
public sealed class Mailbox<T>
{
    private readonly object _gate = new();
    private readonly int _capacity;
    private List<T> _posted = [];
    private List<T> _drained = [];
    private int _weight;
    private bool _waiting;
    private bool _woken;
    private bool _closed;

    /// <param name="capacity">Commands that may wait, at least 1.</param>
    public Mailbox(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Commands waiting; they leave the count when drained.</summary>
    public int Weight => Volatile.Read(ref _weight);

    /// <summary>True once nothing can be posted any more; what was posted before can still be drained.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>
    /// Posts an item of <paramref name="weight"/> commands. False when it does not fit or the box is closed; then nothing happened.
    /// An item heavier than the whole box is taken when the box is empty, else it could never pass.
    /// </summary>
    public bool TryPost(in T item, int weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        lock (_gate)
        {
            if (_closed || (_posted.Count > 0 && weight > _capacity - _weight)) return false;
            _posted.Add(item);
            _weight += weight;
            WakeWaiting();
            return true;
        }
    }

    /// <summary>
    /// Moves everything posted to the end of <paramref name="into"/> and says how much it was. If there is nothing, waits for the
    /// first item, for <see cref="Wake"/>, for <see cref="Close"/>, or until <paramref name="maxWait"/> is over, and may answer 0.
    /// Only one thread may drain.
    /// </summary>
    public int Drain(List<T> into, TimeSpan maxWait)
    {
        lock (_gate)
        {
            if (_posted.Count == 0 && maxWait > TimeSpan.Zero) AwaitFirst(maxWait);
            _woken = false;
            if (_posted.Count == 0) return 0;
            (_posted, _drained) = (_drained, _posted);
            _weight = 0;
        }

        var count = _drained.Count;
        into.AddRange(_drained);
        _drained.Clear();
        return count;
    }

    /// <summary>Makes the current or else the next <see cref="Drain"/> return without waiting.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            WakeWaiting();
        }
    }

    /// <summary>Refuses every further item and wakes the drainer.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            WakeWaiting();
        }
    }

    private void AwaitFirst(TimeSpan maxWait)
    {
        var since = Stopwatch.GetTimestamp();
        while (_posted.Count == 0 && !_woken && !_closed)
        {
            var left = maxWait - Stopwatch.GetElapsedTime(since);
            if (left <= TimeSpan.Zero) return;
            _waiting = true;
            Monitor.Wait(_gate, (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue));
            _waiting = false;
        }
    }

    private void WakeWaiting()
    {
        if (!_waiting) return;
        _waiting = false;
        Monitor.Pulse(_gate);
    }
}
