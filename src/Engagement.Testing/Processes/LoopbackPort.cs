using System.Net;
using System.Net.Sockets;

namespace Engagement.Testing.Processes;

/// <summary>Ports of 127.0.0.1 for servers of tests.</summary>
public static class LoopbackPort
{
    /// <summary>
    /// One that nobody listens on. Below those that the system gives to outgoing connections, so that it is still free when a server that was
    /// stopped starts again.
    /// </summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next one may not be.
            }
        }
    }
}
