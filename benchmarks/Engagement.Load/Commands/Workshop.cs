using Engagement.Load.Journeys;
using Engagement.Load.Measuring;
using Engagement.Load.Reporting;
using Engagement.Load.Servers;

namespace Engagement.Load.Commands;

/// <summary>What the commands share: how servers are started, which core whom, what events, where findings go.</summary>
internal sealed class Workshop(Arguments arguments)
{
    /// <summary>The core of the servers under test; the driving thread takes the next. Null: nothing is pinned.</summary>
    private const int ServersCore = 0;

    private ShopEvent[]? _events;
    private Neighbours _neighbours = new();

    public Arguments Arguments { get; } = arguments;

    public Findings Findings { get; } = new(arguments.Text("out", Path.Combine("artifacts", "load")));

    public int Rounds { get; } = arguments.Number("rounds", 7);

    public TimeSpan Warm { get; } = arguments.Seconds("warm", 1);

    public TimeSpan Counted { get; } = arguments.Seconds("seconds", 3);

    public int Connections { get; } = arguments.Number("connections", 64);

    public bool CanPin { get; } = arguments.Text("pin", "yes") != "no" && Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset");

    public int? ServerCore => CanPin ? ServersCore : null;

    public int? DriverCore => CanPin ? ServersCore + 1 : null;

    public ulong Seed { get; } = (ulong)arguments.Number("seed", 1);

    /// <summary>The events of every run of this command; made once, the same for the same seed.</summary>
    public ShopEvent[] Events => _events ??= new Shop(Arguments.Number("users", 100_000), Seed).Events(Arguments.Number("events", 500_000));

    /// <summary>The server of <c>--server</c> or <c>--url</c>, else the one built beside this tool.</summary>
    public async Task<ServerUnderTest> OpenServer(int? core, CancellationToken cancellationToken)
    {
        if (Arguments.Text("url") is { } url)
        {
            var keys = new Keys(Arguments.Text("write-key", ""), Arguments.Text("secret-key", ""));
            return keys.AreKnown
                ? ServerUnderTest.At(new Uri(url), keys)
                : throw new ArgumentException("--url needs --write-key and --secret-key");
        }

        var assembly = Arguments.Text("server") ?? Built();
        var data = Path.Combine(DataRoot, $"engagement-load-{Environment.ProcessId}-{Guid.NewGuid():N}");
        return await ServerUnderTest.Start(assembly, data, Arguments.Text("data") is not null, core, Arguments.ForServer, cancellationToken);
    }

    public string DataRoot => Arguments.Text("data", Path.GetTempPath());

    public Finding Begin(string id, string title, bool pinned = false)
    {
        var finding = new Finding(id, title, Arguments.Line, DateTime.UtcNow, Machine.Here());
        _neighbours = new Neighbours();
        var sync = SyncCost.Probe(DataRoot);
        finding.Notes.Add($"Disk under test ({new DriveInfo(DataRoot).DriveFormat}): writing 20 kB and fsync takes p50 {sync.Percentile(0.5) / 1000} us, p99 {sync.Percentile(0.99) / 1000} us here; a cloud disk is slower.");
        finding.Notes.Add(pinned && CanPin ? $"Servers on core {ServerCore}, the driving thread on core {DriverCore}." : "Nothing pinned: servers and generator share the cores.");
        return finding;
    }

    /// <summary>Keeps the finding, with what other processes took of the machine meanwhile.</summary>
    public void Keep(Finding finding, params ServerFigures[] measured)
    {
        var others = _neighbours.ShareSince(measured);
        var verdict = others > 0.05 ? "; too much to gate on: run again with nothing else running" : "";
        finding.Notes.Add($"Other processes took {others:P1} of all cores during this{verdict}.");
        Findings.Keep(finding);
    }

    private static string Built()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "..", "..", "Engagement.Server", "release", "Engagement.Server.dll");
        return File.Exists(beside) ? Path.GetFullPath(beside) : throw new ArgumentException("give --server <path of Engagement.Server.dll> or --url");
    }
}
