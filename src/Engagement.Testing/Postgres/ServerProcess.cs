using System.Collections.Concurrent;
using System.Diagnostics;

namespace Engagement.Testing.Postgres;

/// <summary>A running server, tied to this process by its standard input: when that closes, it is stopped at once.</summary>
internal sealed class ServerProcess
{
    private const string Ready = "ready to accept connections";

    /// <summary>Ends when the server does; the inner shell waits for this process to close the input, or to end.</summary>
    private const string Script = """
        server=$1; shift
        exec 3<&0
        "$server" "$@" </dev/null & pid=$!
        { cat <&3; kill -QUIT $pid; } >/dev/null 2>&1 &
        wait $pid
        """;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginErrorReadLine();
    }

    public static async Task<ServerProcess> StartAsync(string data, params string[] arguments)
    {
        var start = PostgresBinaries.AsItsUser("sh", ["-c", Script, "sh", PostgresBinaries.PathOf("postgres"), "-D", data, .. arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardError = true;
        var server = new ServerProcess(Process.Start(start)!);
        try
        {
            await server._ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
            return server;
        }
        catch (Exception failure) when (failure is TimeoutException or IOException)
        {
            await server.StopAsync();
            throw new IOException($"PostgreSQL did not start: {string.Join('\n', server._said)}", failure);
        }
    }

    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _ready.TrySetException(new IOException("it ended"));
        }
        else if (!_ready.Task.IsCompleted)
        {
            _said.Enqueue(line);
            if (line.EndsWith(Ready, StringComparison.Ordinal))
            {
                _ready.SetResult();
            }
        }
    }
}
