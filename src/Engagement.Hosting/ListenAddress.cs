using System.Net;
using System.Net.Sockets;

namespace Engagement.Hosting;

/// <summary>
/// An address the process is to listen on. Looked at before anything starts: a silo that joined under an address that another has would take its
/// place, and keys would be printed by a process that ends a moment later.
/// </summary>
/// <param name="Option">By which the operator chose it.</param>
/// <param name="Port">0: any that is free.</param>
public readonly record struct ListenAddress(string Option, IPAddress Address, int Port)
{
    private const string Urls = "urls";

    /// <summary>What is wrong with the addresses for HTTP and these others; empty when all can be had.</summary>
    public static IEnumerable<string> Faults(WebApplication app, params IReadOnlyList<ListenAddress> others)
    {
        var faults = new List<string>();
        foreach (var url in (app.Configuration[Urls] ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            faults.AddRange(FaultsOf(url));
        }

        return [.. faults, .. others.Select(other => other.Fault()).OfType<string>()];
    }

    private static IEnumerable<string> FaultsOf(string url)
    {
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return [$"{Urls}: '{url}' is no address; expected one such as http://127.0.0.1:8080"];
        }

        if (parsed.IsUnixPipe || parsed.IsNamedPipe)
        {
            return [];
        }

        if (parsed.Port is < 0 or > IPEndPoint.MaxPort)
        {
            return [$"{Urls}: '{url}' has no port; expected one of 0 to {IPEndPoint.MaxPort}"];
        }

        var address = parsed.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(parsed.Host, out var own) ? own : IPAddress.Any;
        return new ListenAddress(Urls, address, parsed.Port).Fault() is { } fault ? [fault] : [];
    }

    private string? Fault()
    {
        try
        {
            // Not shared, whatever the other does. What is left of a process that ended is no hindrance, nor is it to those who listen.
            using var socket = new Socket(Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(Address, Port));
            return null;
        }
        catch (SocketException taken)
        {
            return taken.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"{Option}: {new IPEndPoint(Address, Port)} is in use by another process"
                : $"{Option}: {new IPEndPoint(Address, Port)} cannot be listened on: {taken.Message}";
        }
    }
}
