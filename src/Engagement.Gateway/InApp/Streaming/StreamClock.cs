using NodaTime;

namespace Engagement.Gateway.InApp.Streaming;

/// <summary>
/// Pings every open stream once a round, with one timer for all: each tick serves one slot of the round, so that thousands of streams are
/// not written to in the same instant. Ends streams whose time has come. Safe for any number of threads.
/// </summary>
internal sealed class StreamClock : IDisposable
{
    private readonly HashSet<OpenStream>[] _slots;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private int _next;
    private int _tick;

    /// <param name="round">At least a second; ticks come once a second.</param>
    public StreamClock(TimeProvider time, TimeSpan round)
    {
        _time = time;
        _slots = new HashSet<OpenStream>[Math.Max(1, (int)round.TotalSeconds)];
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = [];
        }

        var second = TimeSpan.FromSeconds(1);
        _timer = time.CreateTimer(static clock => ((StreamClock)clock!).Tick(), this, second, second);
    }

    /// <returns>The slot, to be given back to <see cref="Remove"/>.</returns>
    public int Add(OpenStream stream)
    {
        var slot = (int)((uint)Interlocked.Increment(ref _next) % _slots.Length);
        lock (_slots[slot])
        {
            _slots[slot].Add(stream);
        }

        return slot;
    }

    public void Remove(OpenStream stream, int slot)
    {
        lock (_slots[slot])
        {
            _slots[slot].Remove(stream);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        var now = Instant.FromDateTimeOffset(_time.GetUtcNow());
        var slot = _slots[(uint)_tick++ % _slots.Length];
        lock (slot)
        {
            foreach (var stream in slot)
            {
                if (stream.Until <= now)
                {
                    stream.End(Frame.Retry(StreamRoute.UsualRetry));
                }
                else
                {
                    stream.Ping();
                }
            }
        }
    }
}
