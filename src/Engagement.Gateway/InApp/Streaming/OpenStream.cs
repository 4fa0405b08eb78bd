using System.Threading.Channels;
using NodaTime;

namespace Engagement.Gateway.InApp.Streaming;

/// <summary>
/// What waits to be written to one open stream: at most a number of frames and of bytes. What does not fit is dropped together with all that
/// waits, and the reader is told once to read the queue instead; so a slow reader costs a bounded amount and holds up nobody.
/// <see cref="Offer"/> and <see cref="End"/> may be called from any thread, never wait and never throw; the rest is for the one who writes.
/// </summary>
internal sealed class OpenStream
{
    public const int MostBytes = 256 * 1024;

    private readonly Channel<Frame> _frames;
    private int _bytes;
    private int _lost;
    private volatile Frame? _farewell;
    private volatile bool _cut;

    /// <param name="until">When whoever opened it may no longer listen; null: no such time.</param>
    public OpenStream(int capacity, Instant? until)
    {
        Until = until;
        _frames = Channel.CreateBounded<Frame>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = false });
    }

    public Instant? Until { get; }

    /// <summary>Written last, when the end was announced.</summary>
    public Frame? Farewell => _farewell;

    public void Offer(Frame frame)
    {
        if (Interlocked.Add(ref _bytes, frame.Bytes.Length) > MostBytes || !_frames.Writer.TryWrite(frame))
        {
            Interlocked.Add(ref _bytes, -frame.Bytes.Length);
            Volatile.Write(ref _lost, 1);

            // Where nothing waited, somebody must still be told.
            _frames.Writer.TryWrite(Frame.Wake);
        }
    }

    /// <summary>Keeps a stream alive on which nothing waits; one on which something waits needs no ping.</summary>
    public void Ping()
    {
        if (_frames.Reader.Count == 0)
        {
            Offer(Frame.Ping);
        }
    }

    /// <summary>Ends it after what waits and a last frame.</summary>
    public void End(Frame farewell)
    {
        _farewell = farewell;
        _frames.Writer.TryComplete();
    }

    /// <summary>Ends it at once; what waits is not for these eyes any more.</summary>
    public void Cut()
    {
        _cut = true;
        _frames.Writer.TryComplete();
    }

    /// <summary>False when the stream has ended and nothing waits.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        _cut ? ValueTask.FromResult(false) : _frames.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake(out Frame? frame)
    {
        if (_cut)
        {
            frame = null;
            return false;
        }

        if (Interlocked.Exchange(ref _lost, 0) == 1)
        {
            // What comes after this is newer than the queue that the reader will read on being told.
            while (_frames.Reader.TryRead(out var dropped))
            {
                Interlocked.Add(ref _bytes, -dropped.Bytes.Length);
            }

            frame = Frame.Resync;
            return true;
        }

        if (!_frames.Reader.TryRead(out frame))
        {
            return false;
        }

        Interlocked.Add(ref _bytes, -frame.Bytes.Length);
        return true;
    }
}
