using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Engagement.Load.Journeys;

/// <summary>
/// Makes each send a new event: a message id never used before (else the server would rightly skip it as a repeat, and
/// the figure would be that of skipping) and the present instant. Not thread safe; allocates nothing per send.
/// </summary>
internal sealed class Stamp
{
    public const int NumberWidth = 10;
    private readonly byte[] _id = new byte[24];
    private readonly byte[] _instant = new byte[24];
    private ulong _count;
    private long _millisecond = -1;

    public Stamp()
    {
        // Two runs against one server must not repeat ids: the first eight digits are this run's.
        var run = (uint)Random.Shared.NextInt64(uint.MaxValue);
        Encoding.ASCII.GetBytes(run.ToString("x8", CultureInfo.InvariantCulture), _id);
    }

    public void Renew(Span<byte> body, Payloads payloads, int index, long number)
    {
        var start = payloads.StartOf(index);
        Tick(DateTime.UtcNow);
        foreach (var place in payloads.Ids(index))
            NextId().CopyTo(body[(place - start)..]);
        foreach (var place in payloads.Instants(index))
            _instant.CopyTo(body[(place - start)..]);
        foreach (var place in payloads.Numbers(index))
            WriteNumber(body.Slice(place - start, NumberWidth), number);
    }

    private static void WriteNumber(Span<byte> digits, long number) =>
        Utf8Formatter.TryFormat(number, digits, out _, new System.Buffers.StandardFormat('D', NumberWidth));

    private ReadOnlySpan<byte> NextId()
    {
        Utf8Formatter.TryFormat(_count++, _id.AsSpan(8), out _, new System.Buffers.StandardFormat('x', 16));
        return _id;
    }

    private void Tick(DateTime now)
    {
        var millisecond = now.Ticks / TimeSpan.TicksPerMillisecond;
        if (millisecond == _millisecond)
            return;
        _millisecond = millisecond;
        now.TryFormat(_instant, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
