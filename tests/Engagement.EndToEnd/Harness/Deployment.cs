namespace Engagement.EndToEnd.Harness;

/// <summary>The processes that serve one address, and what they keep. <c>ENGAGEMENT_DEPLOYMENT</c> names the kind that all tests run against.</summary>
internal abstract class Deployment(ServerSetup setup) : IAsyncDisposable
{
    /// <summary>The server by itself, the default.</summary>
    public const string Server = "server";

    /// <summary>Two silos on PostgreSQL, each a gateway too; connections go to one and the other in turn.</summary>
    public const string Silos = "silos";

    /// <summary>Two silos on PostgreSQL behind one gateway.</summary>
    public const string Gateway = "gateway";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static string Kind { get; } = Environment.GetEnvironmentVariable("ENGAGEMENT_DEPLOYMENT") is { Length: > 0 } kind ? kind : Server;

    /// <summary>The first is the one that tests of a single process look at.</summary>
    public IReadOnlyList<Child> Processes => _processes;

    /// <summary>Folder of everything that is kept.</summary>
    public abstract string Data { get; }

    /// <summary>Where each process says whether it is ready.</summary>
    public abstract IReadOnlyList<Uri> Urls { get; }

    protected ServerSetup Setup => setup;

    private List<Child> _processes = [];

    public static Deployment Of(ServerSetup setup, Uri url) => Kind switch
    {
        Server => new OneServer(setup, url),
        Silos => new SiloDeployment(setup, url, apart: false),
        Gateway => new SiloDeployment(setup, url, apart: true),
        _ => throw new InvalidOperationException($"ENGAGEMENT_DEPLOYMENT: '{Kind}'; expected {Server}, {Silos} or {Gateway}"),
    };

    /// <summary>Starts the processes, or starts them again on what they kept, and waits until all are ready.</summary>
    public async Task StartAsync()
    {
        End();
        _processes = [.. await StartProcessesAsync()];
        await AwaitReadyAsync();
    }

    /// <summary>Waits until every process is ready.</summary>
    /// <exception cref="InvalidOperationException">A process has ended.</exception>
    public async Task AwaitReadyAsync()
    {
        foreach (var url in Urls)
        {
            await AwaitReadyAsync(url);
        }
    }

    public virtual ValueTask DisposeAsync()
    {
        End();
        return default;
    }

    protected abstract Task<IReadOnlyList<Child>> StartProcessesAsync();

    protected Child Start(string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        string[] command = [.. setup.Under, "dotnet", Places.Assembly(project), .. arguments, .. setup.Arguments];
        return Child.Start(command[0], command[1..], new Dictionary<string, string>([.. setup.Environment, .. environment]));
    }

    protected void Replace(int index, Child process)
    {
        _processes[index].Dispose();
        _processes[index] = process;
    }

    /// <exception cref="InvalidOperationException">A process has ended.</exception>
    protected async Task AwaitReadyAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(10) };
        await Eventually.Get(() => IsReadyAsync(http), ready => ready, Patience, $"{url} is ready");
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        if (Processes.FirstOrDefault(process => process.HasExited) is { } ended)
        {
            throw new InvalidOperationException($"the server ended with code {ended.ExitCode}; it said:\n{ended.Last(40)}");
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

    private void End()
    {
        foreach (var process in Processes)
        {
            process.Dispose();
        }
    }
}
