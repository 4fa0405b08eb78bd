using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Engagement.EndToEnd.Harness;

/// <summary>How a server is started.</summary>
internal sealed record ServerSetup
{
    /// <summary>Null: a new folder, removed in the end.</summary>
    public string? Data { get; init; }

    /// <summary>A program that starts the server, with its arguments.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>The real server in a process of its own, on a free port of loopback, with a data folder of its own.</summary>
internal sealed partial class EngagementServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ServerSetup _setup;
    private readonly string _data;
    private Child? _child;
    private Api? _api;

    private EngagementServer(ServerSetup setup)
    {
        _setup = setup;
        _data = setup.Data ?? Directory.CreateTempSubdirectory("engagement-e2e-").FullName;
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
    }

    public Uri Url { get; }

    /// <summary>The data folder.</summary>
    public string Data => _data;

    public string Base => Url.GetLeftPart(UriPartial.Authority);

    public Api Api => _api ?? throw new InvalidOperationException("not started");

    public Child Process => _child ?? throw new InvalidOperationException("not started");

    public static async Task<EngagementServer> Start(ServerSetup? setup = null)
    {
        var server = new EngagementServer(setup ?? new ServerSetup());
        try
        {
            await server.Restart();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: no goodbye.</summary>
    public void Kill() => Process.Kill();

    /// <summary>Starts the process again, on the same data and address, and waits until it is ready.</summary>
    public async Task Restart()
    {
        _child?.Dispose();
        string[] command = [.. _setup.Under, "dotnet", Places.Assembly("Engagement.Server"), "--urls", Base, .. _setup.Arguments];
        var environment = new Dictionary<string, string>(_setup.Environment) { ["ENGAGEMENT__DATA"] = _data };
        _child = Child.Start(command[0], command[1..], environment);
        using var http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(10) };
        await Eventually.Get(() => IsReady(http), ready => ready, Patience, "the server is ready");
        _api ??= new Api(Url, await KeyOf(WriteKey()), await KeyOf(SecretKey()));
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        _child?.Dispose();
        if (_setup.Data is null)
        {
            // The kernel may still be letting go of a killed process's files.
            await Eventually.Holds(TryDelete, TimeSpan.FromSeconds(10));
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(_data, recursive: true);
        }
        catch (IOException)
        {
            // Looked at again.
        }

        return !Directory.Exists(_data);
    }

    private async Task<bool> IsReady(HttpClient http)
    {
        if (Process.HasExited)
        {
            throw new InvalidOperationException($"the server ended with code {Process.ExitCode}; it said:\n{Process.Last(40)}");
        }

        try
        {
            using var response = await http.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task<string> KeyOf(Regex pattern)
    {
        string? Find() => Process.Said.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        await Eventually.Holds(() => Find() is not null, what: $"the server printed {pattern}");
        return Find()!;
    }

    [GeneratedRegex("write key: (wk_[A-Za-z0-9_-]+)")]
    private static partial Regex WriteKey();

    [GeneratedRegex("secret key: (sk_[A-Za-z0-9_-]+)")]
    private static partial Regex SecretKey();
}
