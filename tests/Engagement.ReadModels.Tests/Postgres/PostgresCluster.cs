using Engagement.ReadModels.Postgres;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engagement.ReadModels.Tests.Postgres;

/// <summary>Processes as silos are: each appends, reads, and may project.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private readonly List<IHost> _hosts = [];

    public IReadOnlyList<IHost> Hosts => _hosts;

    public TimeSpan ReadTimeout
    {
        set => _hosts.ForEach(host => host.Services.GetRequiredService<IOptions<ReadModelsOptions>>().Value.ReadTimeout = value);
    }

    public static async Task<PostgresCluster> StartAsync(string connectionString, int processes)
    {
        var cluster = new PostgresCluster();
        for (var i = 0; i < processes; i++)
        {
            cluster._hosts.Add(Build(("Postgres", connectionString)));
        }

        // At once, as a deployment does.
        await Task.WhenAll(cluster._hosts.Select(host => host.StartAsync()));
        cluster.ReadTimeout = TimeSpan.FromSeconds(30);
        return cluster;
    }

    public static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"{ReadModelsOptions.Section}:{setting.Key}", (string?)setting.Value)));
        builder.Services.AddPostgresReadModels();
        return builder.Build();
    }

    public static IFactLog Log(IHost host) => host.Services.GetRequiredService<IFactLog>();

    public static IReadModels Models(IHost host) => host.Services.GetRequiredService<IReadModels>();

    public static PostgresFacts Facts(IHost host) => host.Services.GetRequiredService<PostgresFacts>();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}
