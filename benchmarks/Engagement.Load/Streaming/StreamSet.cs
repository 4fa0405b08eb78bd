using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using Engagement.Load.Driving;
using Engagement.Load.Measuring;

namespace Engagement.Load.Streaming;

/// <summary>
/// The open streams of all users. Messages carry the number of the send that caused them as <c>n=0000000042;</c>, from
/// which the intended instant of that send follows.
/// </summary>
internal sealed class StreamSet : IDisposable
{
    private readonly EventStream[] _streams;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly EventStream.SpanAction _take;
    private Round? _round;
    private long _now;

    public StreamSet(Uri url, IReadOnlyList<string> users, Func<string, string> path, string authorization)
    {
        _take = Take;
        var address = new IPEndPoint(IPAddress.Loopback, url.Port);
        _streams = [.. users.Select(user => new EventStream(address,
            $"GET {path(user)} HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: {authorization}\r\nAccept: text/event-stream\r\n\r\n"))];
    }

    public int Count => _streams.Length;

    public int Closed => _streams.Count(stream => stream.IsClosed);

    /// <summary>Waits until every stream has said hello.</summary>
    /// <exception cref="TimeoutException">Not all did within the given time.</exception>
    public void AwaitOpen(TimeSpan most)
    {
        using var poller = new Poller();
        AddTo(poller, 0);
        var waiting = Stopwatch.StartNew();
        while (_streams.Any(stream => !stream.IsOpen))
        {
            if (waiting.Elapsed > most)
                throw new TimeoutException($"{_streams.Count(stream => !stream.IsOpen)} of {Count} streams said no hello");
            var news = poller.Wait(10_000_000);
            for (var index = 0; index < news; index++)
                Read(poller.Number(index), 0);
        }
    }

    public void AddTo(Poller poller, int firstNumber)
    {
        for (var index = 0; index < _streams.Length; index++)
            poller.Add(_streams[index].Socket, firstNumber + index);
    }

    public void Begin(Round round) => _round = round;

    public void Read(int index, long now)
    {
        _now = now;
        _streams[index].Read(_buffer, _take);
    }

    public void Dispose()
    {
        foreach (var stream in _streams)
            stream.Dispose();
    }

    private void Take(ReadOnlySpan<byte> lines)
    {
        var at = lines.IndexOf("n="u8);
        if (_round is not null && at >= 0 && Utf8Parser.TryParse(lines[(at + 2)..], out long number, out var digits) && digits == 10)
            _round.Receive(number, _now);
    }

    /// <summary>The messages of one round. Numbers from before it are stale and not counted.</summary>
    internal sealed class Round(Schedule schedule, long firstNumber, int most)
    {
        private readonly byte[] _seen = new byte[most];

        public Histogram Latency { get; } = new();

        public long FirstNumber => firstNumber;

        public long CountFrom { get; set; } = long.MaxValue;

        public long Received { get; private set; }

        public long Repeated { get; private set; }

        public void Receive(long number, long now)
        {
            var send = number - firstNumber;
            if (send < 0 || send >= _seen.Length)
                return;
            if (_seen[send]++ > 0)
            {
                Repeated++;
                return;
            }

            Received++;
            var intended = schedule.IntendedAt(send);
            if (intended >= CountFrom)
                Latency.Record(now - intended);
        }
    }
}
