using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Engagement.Load.Servers;

/// <summary>
/// A server process that this tool started, pinned where asked. It never outlives the tool: ending by any way that runs
/// code kills it.
/// </summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly EventHandler _atExit;

    private Child(Process process)
    {
        _process = process;
        _atExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += _atExit;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>dotnet</c> with the arguments; <paramref name="heard"/> gets each line that it prints.</summary>
    public static Child Start(int? core, IEnumerable<string> arguments, Action<string> heard)
    {
        var start = new ProcessStartInfo(core is null ? "dotnet" : "taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (core is not null)
        {
            foreach (var argument in new[] { "-c", $"{core}", "dotnet" })
                start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => heard(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => heard(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Child(process);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>SIGKILL: no goodbye, as a power cut leaves a process.</summary>
    public void Kill()
    {
        if (_process.HasExited)
            return;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _atExit;
        Kill();
        _process.Dispose();
    }
}
