using System.Collections.Concurrent;
using System.Diagnostics;

namespace Engagement.Testing.Processes;

/// <summary>A process that a test started, with all that it starts. None of them outlives the test run.</summary>
public sealed class StartedProcess : IDisposable
{
    private const int LinesKept = 200;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EventHandler _atExit;
    private readonly string _readyLine;

    private StartedProcess(ProcessStartInfo start, string readyLine)
    {
        _readyLine = readyLine;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new IOException($"{start.FileName} ended: {string.Join('\n', _said)}"));
        _atExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += _atExit;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Completes when it is up.</summary>
    /// <param name="environment">Beside that of this process.</param>
    /// <param name="readyLine">What stands in the line that it prints then.</param>
    /// <exception cref="IOException">It ended before; the message says what it said.</exception>
    /// <exception cref="TimeoutException">It took longer, and was killed.</exception>
    public static async Task<StartedProcess> StartAsync(
        string program, string[] arguments, IReadOnlyDictionary<string, string> environment, string readyLine, TimeSpan patience)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new StartedProcess(start, readyLine);
        try
        {
            await process._ready.Task.WaitAsync(patience);
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>The last lines it printed.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>SIGKILL, to it and to all that it started; returns when it is gone.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _atExit;
        Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _said.Enqueue(line);
        if (_said.Count > LinesKept)
        {
            _said.TryDequeue(out _);
        }

        if (line.Contains(_readyLine, StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
