using Engagement.Testing.Postgres;

namespace Engagement.EndToEnd.Harness;

/// <summary>Two silos on a database of their own, behind a splitter of connections or behind a gateway.</summary>
/// <param name="apart">Behind a gateway: the silos themselves answer no apps.</param>
internal sealed class SiloDeployment(ServerSetup setup, Uri url, bool apart) : Deployment(setup)
{
    private const int Count = 2;

    // One server for all tests of the process; it ends with it.
    private static readonly Lazy<Task<PostgresServer>> Postgres = new(PostgresServer.StartAsync);

    private readonly Node[] _silos = [.. Enumerable.Range(0, Count).Select(_ => new Node())];
    private readonly Node _gateway = new() { Http = url };
    private string? _database;
    private Splitter? _splitter;

    public override string Data => Postgres.Value.Result.Folder;

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
        _database ??= await (await Postgres.Value).CreateDatabaseAsync();
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
