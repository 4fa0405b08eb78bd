using System.Numerics;

namespace Engagement.Node.Timing;

/// <summary>
/// Timers by unix milliseconds, each carrying a <typeparamref name="T"/>. Never fires early; fires in order of due. Adding and
/// cancelling take constant time; advancing costs by what fires, not by the time that passed. One thread at a time.
/// </summary>
/// <remarks>
/// A hierarchical wheel (Varghese and Lauck, 1987) with a slot per value of each byte of the due: a timer lies at the level of the
/// highest byte in which its due differs from the wheel's time, and moves down as the time comes to agree with it. Eight levels
/// cover every instant there is, so nothing is too far in the future. 20 bytes a timer and its payload, in arrays.
/// </remarks>
public sealed class TimingWheel<T>
{
    /// <summary>The clock may fall behind the wheel by this much before the wheel is turned back.</summary>
    public const long ToleratedStepBack = 1_000;

    private const int Levels = 8;
    private const int Overdue = Levels * 256;
    private const int None = -1;

    private readonly int[] _heads = new int[Overdue + 1];
    private readonly ulong[] _occupied = new ulong[Levels * 4];

    // By timer: free ones are chained through _next, too. _back is the one before, or the complement of the slot for the first.
    private long[] _due;
    private int[] _next;
    private int[] _back;
    private int[] _generation;
    private T[] _payload;
    private int _free = None;
    private int _used;
    private long _now;

    /// <param name="now">The time from which the wheel turns, unix milliseconds.</param>
    /// <param name="capacity">Timers to make room for at first.</param>
    public TimingWheel(long now, int capacity = 1_024)
    {
        _now = Math.Max(0, now);
        _due = new long[capacity];
        _next = new int[capacity];
        _back = new int[capacity];
        _generation = new int[capacity];
        _payload = new T[capacity];
        Array.Fill(_heads, None);
    }

    /// <summary>Timers waiting.</summary>
    public int Count { get; private set; }

    /// <summary>No timer is due before this instant; null without timers. Costs next to nothing, and may be earlier than the first due.</summary>
    public long? NextDueMs
    {
        get
        {
            if (_heads[Overdue] != None) return _now;
            return FirstSlot(out _, out var start) ? start : null;
        }
    }

    /// <summary>Sets a timer; one whose due has passed comes with the next <see cref="Advance"/>.</summary>
    public TimerHandle Add(long dueMs, T payload)
    {
        var timer = _free;
        if (timer == None)
        {
            if (_used == _due.Length) Grow();
            timer = _used++;
        }
        else
        {
            _free = _next[timer];
        }

        _due[timer] = dueMs;
        _payload[timer] = payload;
        Count++;
        Place(timer);
        return new TimerHandle(timer, ++_generation[timer]);
    }

    /// <summary>Takes a timer back. False, and nothing happens, when it has fired or was cancelled before.</summary>
    public bool Cancel(TimerHandle handle)
    {
        var timer = handle.Index;
        if ((handle.Generation & 1) == 0 || timer >= _used || _generation[timer] != handle.Generation) return false;
        Unlink(timer);
        Release(timer);
        return true;
    }

    /// <summary>
    /// Moves on to <paramref name="nowMs"/> and adds the payload of every timer due by then to <paramref name="due"/>. A time before
    /// the last one fires nothing; more than <see cref="ToleratedStepBack"/> before it, the wheel is set back and goes on from there.
    /// </summary>
    public void Advance(long nowMs, List<T> due)
    {
        if (nowMs < _now)
        {
            if (_now - nowMs <= ToleratedStepBack) return;
            SetBack(nowMs);
        }

        Fire(Overdue, due);
        while (FirstSlot(out var slot, out var start) && start <= nowMs)
        {
            _now = start;
            Fire(slot, due);
        }

        _now = Math.Max(_now, nowMs);
    }

    // Lower levels come first: whatever lies at one is due before the next slot of the level above begins.
    private bool FirstSlot(out int slot, out long start)
    {
        for (var word = 0; word < _occupied.Length; word++)
        {
            if (_occupied[word] == 0) continue;
            slot = (word * 64) + BitOperations.TrailingZeroCount(_occupied[word]);
            var shift = (slot >> 8) * 8;
            start = (_now >> shift & ~0xFFL | (long)(slot & 0xFF)) << shift;
            return true;
        }

        (slot, start) = (None, 0);
        return false;
    }

    // Takes a slot that _now has just reached: its timers are due, or belong further down.
    private void Fire(int slot, List<T> due)
    {
        var timer = Detach(slot);
        while (timer != None)
        {
            var next = _next[timer];
            if (_due[timer] > _now)
            {
                Place(timer);
            }
            else
            {
                due.Add(_payload[timer]);
                Release(timer);
            }

            timer = next;
        }
    }

    private int Detach(int slot)
    {
        var timer = _heads[slot];
        _heads[slot] = None;
        if (slot != Overdue) _occupied[slot >> 6] &= ~(1UL << slot);
        return timer;
    }

    private void Place(int timer)
    {
        var due = _due[timer];
        if (due <= _now)
        {
            Link(timer, Overdue);
            return;
        }

        var level = BitOperations.Log2((ulong)(due ^ _now)) >> 3;
        var slot = (level << 8) | (int)((due >> (level << 3)) & 0xFF);
        _occupied[slot >> 6] |= 1UL << slot;
        Link(timer, slot);
    }

    private void Link(int timer, int slot)
    {
        var first = _heads[slot];
        _next[timer] = first;
        _back[timer] = ~slot;
        _heads[slot] = timer;
        if (first != None) _back[first] = timer;
    }

    private void Unlink(int timer)
    {
        var (next, back) = (_next[timer], _back[timer]);
        if (next != None) _back[next] = back;
        if (back >= 0)
        {
            _next[back] = next;
            return;
        }

        var slot = ~back;
        if (next == None) Detach(slot);
        else _heads[slot] = next;
    }

    private void Release(int timer)
    {
        _generation[timer]++;
        _payload[timer] = default!;
        _next[timer] = _free;
        _free = timer;
        Count--;
    }

    private void SetBack(long nowMs)
    {
        _now = Math.Max(0, nowMs);
        Array.Fill(_heads, None);
        Array.Clear(_occupied);
        for (var timer = 0; timer < _used; timer++)
        {
            if ((_generation[timer] & 1) == 1) Place(timer);
        }
    }

    private void Grow()
    {
        var size = Math.Max(16, checked(_due.Length * 2));
        Array.Resize(ref _due, size);
        Array.Resize(ref _next, size);
        Array.Resize(ref _back, size);
        Array.Resize(ref _generation, size);
        Array.Resize(ref _payload, size);
    }
}
