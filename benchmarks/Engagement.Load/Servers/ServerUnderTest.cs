using System.Collections.Concurrent;
using Engagement.Load.Measuring;

namespace Engagement.Load.Servers;

/// <summary>
/// The real server: started here from its assembly with a data folder of its own, or running elsewhere and known by
/// its address. Only one that was started here can be killed and its CPU time read.
/// </summary>
internal sealed class ServerUnderTest : IDisposable
{
    private readonly string? _assembly;
    private readonly string _data;
    private readonly int? _core;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly List<string> _options;
    private Child? _child;

    private ServerUnderTest(string? assembly, Uri url, string data, int? core, IEnumerable<string> options, Keys keys)
    {
        (_assembly, Url, _data, _core, Keys) = (assembly, url, data, core, keys);
        _options = [.. options];
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(15) };
    }

    public Uri Url { get; }

    public Keys Keys { get; private set; }

    public HttpClient Client { get; }

    public ServerFigures Figures => new(_child?.Id);

    public bool KeepsData { get; init; }

    public bool CanBeKilled => _assembly is not null;

    public static ServerUnderTest At(Uri url, Keys keys) => new(null, url, "", null, [], keys);

    public static async Task<ServerUnderTest> Start(
        string assembly, string data, bool keepData, int? core, IEnumerable<string> options, CancellationToken cancellationToken)
    {
        var url = new Uri($"http://127.0.0.1:{Child.FreePort()}");
        var server = new ServerUnderTest(Path.GetFullPath(assembly), url, data, core, options, Keys.None) { KeepsData = keepData };
        await server.Restart(cancellationToken);
        await server.AwaitKeys(cancellationToken);
        return server;
    }

    public void Kill() => _child?.Kill();

    /// <summary>Starts the process again on the same data and address, and answers the time until it was ready.</summary>
    public async Task<TimeSpan> Restart(CancellationToken cancellationToken)
    {
        _child?.Dispose();
        _child = Child.Start(_core, [_assembly!, "--urls", Url.ToString().TrimEnd('/'), $"--Engagement:Data={_data}", .. _options], Hear);
        try
        {
            return await Readiness.Await(Url, "/health/ready", () => _child.HasExited, TimeSpan.FromSeconds(60), cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}; it said:\n{string.Join('\n', _said.TakeLast(40))}", late);
        }
    }

    /// <summary>Ends the process, and removes the data folder where <see cref="KeepsData"/> is not set.</summary>
    public void Dispose()
    {
        Client.Dispose();
        _child?.Dispose();
        if (!KeepsData && Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    /// <summary>What a process prints arrives later than its first answer may.</summary>
    private async Task AwaitKeys(CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var looks = 0; !Keys.AreKnown; looks++)
        {
            if (looks == 100)
                throw new InvalidOperationException($"the server printed no keys at its first start; it said:\n{string.Join('\n', _said)}");
            await pause.WaitForNextTickAsync(cancellationToken);
        }
    }

    private void Hear(string line)
    {
        _said.Enqueue(line);
        while (_said.Count > 400)
            _said.TryDequeue(out _);
        if (!Keys.AreKnown)
            Keys = Keys.With(line);
    }
}
