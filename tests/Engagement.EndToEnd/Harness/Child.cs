using System.Collections.Concurrent;
using System.Diagnostics;

namespace Engagement.EndToEnd.Harness;

/// <summary>A process that a test started. Neither it nor what it started outlives the test, nor the test run.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly EventHandler _atExit;

    private Child(Process process)
    {
        _process = process;
        _atExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += _atExit;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Every line it printed so far, to its output or its errors.</summary>
    public IReadOnlyCollection<string> Said => _said;

    public static Child Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var child = new Child(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Hear(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Hear(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public async Task WriteAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await _process.StandardInput.WriteLineAsync(line);
        }

        _process.StandardInput.Close();
    }

    /// <summary>Waits for its end and for all that it printed.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it is killed then.</exception>
    public async Task WaitAsync(TimeSpan most)
    {
        using var late = new CancellationTokenSource(most);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end within {most.TotalSeconds} s; it said:\n{Last(40)}");
        }
    }

    public string Last(int lines) => string.Join('\n', _said.TakeLast(lines));

    /// <summary>SIGKILL, to it and to what it started.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It had ended, or was never started.
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
        if (line is not null)
        {
            _said.Enqueue(line);
        }
    }
}
