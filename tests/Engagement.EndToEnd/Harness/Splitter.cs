using System.Net;
using System.Net.Sockets;

namespace Engagement.EndToEnd.Harness;

/// <summary>A load balancer of connections: each goes to the next port that takes it.</summary>
internal sealed class Splitter : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int[] _ports;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _accepting;
    private int _next;

    public Splitter(int port, int[] ports)
    {
        _ports = ports;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_over.Token);
                _ = PassAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The way to end it.
        }
    }

    private async Task PassAsync(Socket client)
    {
        using (client)
        {
            using var server = await ConnectAsync();
            if (server is not null)
            {
                client.NoDelay = server.NoDelay = true;
                await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client));
            }
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        for (var tries = 0; tries < _ports.Length; tries++)
        {
            var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _ports[(uint)Interlocked.Increment(ref _next) % _ports.Length]);
                return server;
            }
            catch (SocketException)
            {
                server.Dispose();
            }
        }

        return null;
    }

    // One side that ends its half is told to the other; one that fails ends both.
    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
