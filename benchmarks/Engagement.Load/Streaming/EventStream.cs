using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Engagement.Load.Streaming;

/// <summary>One open stream of server-sent events. One thread.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private readonly ChunkedBody _body = new();

    public EventStream(IPEndPoint address, string request)
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(address);
        Socket.Send(Encoding.ASCII.GetBytes(request));
        Socket.Blocking = false;
    }

    public Socket Socket { get; }

    /// <summary>True once the first event has come: the server says `hello` at once.</summary>
    public bool IsOpen { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Reads what has come; <paramref name="take"/> gets each whole event, its lines without the empty one.</summary>
    public void Read(byte[] buffer, SpanAction take)
    {
        while (true)
        {
            var count = Socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return;
            if (error != SocketError.Success || count == 0)
            {
                IsClosed = true;
                return;
            }

            _body.Decode(buffer.AsSpan(0, count), _text);
            TakeEvents(take);
            if (count < buffer.Length)
                return;
        }
    }

    public void Dispose() => Socket.Dispose();

    private void TakeEvents(SpanAction take)
    {
        var rest = _text.WrittenSpan;
        for (var end = rest.IndexOf("\n\n"u8); end >= 0; end = rest.IndexOf("\n\n"u8))
        {
            IsOpen = true;
            take(rest[..end]);
            rest = rest[(end + 2)..];
        }

        var left = rest.ToArray();
        _text.ResetWrittenCount();
        _text.Write(left);
    }

    public delegate void SpanAction(ReadOnlySpan<byte> lines);
}
