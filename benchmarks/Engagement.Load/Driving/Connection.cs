using System.Net;
using System.Net.Sockets;

namespace Engagement.Load.Driving;

/// <summary>One keep-alive connection with at most one request under way. Never blocks after connecting. One thread.</summary>
internal sealed class Connection : IDisposable
{
    private readonly byte[] _output;
    private readonly byte[] _input = new byte[16 * 1024];
    private Socket _socket;
    private int _sent;
    private int _toSend;
    private int _received;

    public Connection(IPEndPoint address, int outputSize)
    {
        _output = new byte[outputSize];
        _socket = Open(address);
    }

    public Socket Socket => _socket;

    /// <summary>The place to write the next request into before <see cref="Send"/>.</summary>
    public Span<byte> Output => _output;

    /// <summary>When the request under way was intended, in nanoseconds from the start of the run.</summary>
    public long Intended { get; set; }

    public void Send(int length)
    {
        _sent = 0;
        _toSend = length;
        Flush();
    }

    /// <summary>Sends what the kernel did not take before.</summary>
    public void Flush()
    {
        while (_sent < _toSend)
        {
            var taken = _socket.Send(_output.AsSpan(_sent, _toSend - _sent), SocketFlags.None, out var error);
            if (error != SocketError.Success)
                return; // WouldBlock: the poller says when to go on. Anything else shows at the next read.
            _sent += taken;
        }
    }

    /// <summary>True when the answer is whole; status 0 says that the server closed the connection instead.</summary>
    public bool TryReceive(out int status)
    {
        while (true)
        {
            var room = _input.Length - _received;
            var taken = _socket.Receive(_input.AsSpan(_received, room), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
            {
                status = 0;
                return false;
            }

            if (error != SocketError.Success || taken == 0 || taken == room)
            {
                status = 0;
                return true;
            }

            _received += taken;
            if (!Answer.TryRead(_input.AsSpan(0, _received), out status, out var length))
                continue;
            _received -= length;
            return true;
        }
    }

    public void Reopen(IPEndPoint address)
    {
        _socket.Dispose();
        _socket = Open(address);
        _received = _sent = _toSend = 0;
    }

    public void Dispose() => _socket.Dispose();

    private static Socket Open(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address);
        socket.Blocking = false;
        return socket;
    }
}
