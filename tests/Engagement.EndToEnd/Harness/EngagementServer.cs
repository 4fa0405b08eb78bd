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

/// <summary>The real engine in processes of its own, on a free port of loopback, with data of its own.</summary>
internal sealed partial class EngagementServer : IAsyncDisposable
{
    private readonly Deployment _deployment;
    private Api? _api;

    private EngagementServer(Func<Uri, Deployment> deployment)
    {
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
        _deployment = deployment(Url);
    }

    public Uri Url { get; }

    /// <summary>Folder of everything that is kept.</summary>
    public string Data => _deployment.Data;

    public string Base => Url.GetLeftPart(UriPartial.Authority);

    public Api Api => _api ?? throw new InvalidOperationException("not started");

    public Child Process => _deployment.Processes[0];

    public IReadOnlyList<Child> Processes => _deployment.Processes;

    /// <summary>Every line that any of its processes printed since the last start.</summary>
    public IEnumerable<string> Said => _deployment.Processes.SelectMany(process => process.Said);

    public static Task<EngagementServer> Start(ServerSetup? setup = null) => Start(url => Deployment.Of(setup ?? new ServerSetup(), url));

    public static async Task<EngagementServer> Start(Func<Uri, Deployment> deployment)
    {
        var server = new EngagementServer(deployment);
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
    public void Kill()
    {
        foreach (var process in _deployment.Processes)
        {
            process.Kill();
        }
    }

    /// <summary>Starts it again, on the same data and address, and waits until it is ready.</summary>
    public async Task Restart()
    {
        await _deployment.StartAsync();
        _api ??= new Api(Url, await KeyOf(WriteKey()), await KeyOf(SecretKey()));
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        await _deployment.DisposeAsync();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<string> KeyOf(Regex pattern)
    {
        string? Find() => Said.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        await Eventually.Holds(() => Find() is not null, what: $"the server printed {pattern}");
        return Find()!;
    }

    [GeneratedRegex("write key: (wk_[A-Za-z0-9_-]+)")]
    private static partial Regex WriteKey();

    [GeneratedRegex("secret key: (sk_[A-Za-z0-9_-]+)")]
    private static partial Regex SecretKey();
}
