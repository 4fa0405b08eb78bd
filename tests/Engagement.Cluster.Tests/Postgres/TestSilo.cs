using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Engagement.Cluster.Tests.Postgres;

/// <summary>A silo on loopback ports that keeps all it keeps in a database, as the product's does.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    public const string Storage = "state";
    public const string DeletingStorage = "deleting";

    private const string Invariant = "Npgsql";

    private readonly IHost _host;

    private TestSilo(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public SiloAddress Address => Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <param name="connectionString">Of a prepared database.</param>
    /// <param name="cluster">Silos of the same name make one cluster, with the same state and reminders.</param>
    public static async Task<TestSilo> StartAsync(string connectionString, string cluster, ReminderTicks? ticks = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(ticks ?? new ReminderTicks());
        builder.UseOrleans(silo => Configure(silo, connectionString, cluster));
        var host = builder.Build();
        await host.StartAsync();
        return new TestSilo(host);
    }

    /// <summary>A client that is not a silo and not started yet.</summary>
    public static IHost ClientOf(string connectionString, string cluster)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster))
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString)));
        return builder.Build();
    }

    /// <summary>Completes when this silo has learned that the other one is in this state.</summary>
    public async Task SeesAsync(SiloAddress other, SiloStatus status)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var members in Services.GetRequiredService<IClusterMembershipService>().MembershipUpdates.WithCancellation(patience.Token))
        {
            if (members.GetSiloStatus(other) == status)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    private static void Configure(ISiloBuilder silo, string connectionString, string cluster)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
        silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort());
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString));
        silo.AddAdoNetGrainStorage(Storage, options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString));
        silo.AddAdoNetGrainStorage(DeletingStorage, options =>
            (options.Invariant, options.ConnectionString, options.DeleteStateOnClear) = (Invariant, connectionString, true));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, connectionString));
        silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromSeconds(1));
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            // Less than usual, so that a death is soon found out; more than a busy machine keeps the living waiting.
            options.ProbeTimeout = TimeSpan.FromSeconds(2);
            options.TableRefreshTimeout = TimeSpan.FromSeconds(1);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
