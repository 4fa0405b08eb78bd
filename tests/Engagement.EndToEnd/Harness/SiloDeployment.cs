using Engagement.Testing.Postgres;

namespace Engagement.EndToEnd.Harness;

/// <summary>Silos on a database of their own, behind a splitter of connections or behind a gateway.</summary>
/// <param name="apart">Behind a gateway: the silos themselves answer no apps.</param>
/// <param name="count">How many silos.</param>
/// <param name="postgres">Null: one for all tests of this process, which ends with it.</param>
internal sealed class SiloDeployment(ServerSetup setup, Uri url, bool apart, int count = 2, PostgresServer? postgres = null) : Deployment(setup)
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(PostgresServer.StartAsync);

    private readonly Node[] _silos = [.. Enumerable.Range(0, count).Select(_ => new Node())];
    private readonly Node _gateway = new() { Http = url };
    private string? _database;
    private Splitter? _splitter;

    public override string Data => (postgres ?? Shared.Value.Result).Folder;

    public override IReadOnlyList<Uri> Urls => [.. (apart ? [_gateway, .. _silos] : _silos).Select(node => node.Http)];

    public Uri UrlOf(int silo) => _silos[silo].Http;

    /// <summary>Starts a silo again that was killed or has ended, and waits until it is ready.</summary>
    public async Task StartAgainAsync(int silo)
    {
        Replace(silo, Start(_silos[silo], "both"));
        await AwaitReadyAsync(UrlOf(silo));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_splitter is not null)
        {
            await _splitter.DisposeAsync();
        }
    }

    protected override async Task<IReadOnlyList<Child>> StartProcessesAsync()
    {
        _database ??= await (postgres ?? await Shared.Value).CreateDatabaseAsync();
        var silos = _silos.Select(silo => Start(silo, apart ? "silo" : "both"));
        if (apart)
        {
            return [Start(_gateway, "gateway"), .. silos];
        }

        _splitter ??= new Splitter(url.Port, [.. _silos.Select(silo => silo.Http.Port)]);
        return [.. silos];
    }

    private Child Start(Node node, string role) => Start(
        "Engagement.Silo",
        ["--urls", node.Http.GetLeftPart(UriPartial.Authority)],
        new Dictionary<string, string>
        {
            ["ENGAGEMENT__SILO__ROLE"] = role,
            ["ENGAGEMENT__SILO__POSTGRES"] = _database!,
            ["ENGAGEMENT__SILO__SILOPORT"] = $"{node.SiloPort}",
            ["ENGAGEMENT__SILO__GATEWAYPORT"] = $"{node.GatewayPort}",
            ["ENGAGEMENT__CLUSTER__WAKEUPGRAINS"] = "16",
        });

    /// <summary>Where one process listens.</summary>
    private sealed class Node
    {
        public Uri Http { get; init; } = new($"http://127.0.0.1:{EngagementServer.FreePort()}");

        public int SiloPort { get; } = EngagementServer.FreePort();

        public int GatewayPort { get; } = EngagementServer.FreePort();
    }
}
