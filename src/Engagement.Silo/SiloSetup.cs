using System.Net;
using Engagement.Cluster.Hosting;
using Engagement.Cluster.Storage;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Engagement.Silo;

/// <summary>How the process takes part in the cluster.</summary>
internal static class SiloSetup
{
    private static readonly RecordSerializer Records = new();

    /// <summary>A silo or a gateway of the cluster that a store keeps.</summary>
    public static void AddOrleans(this WebApplicationBuilder builder, SiloOptions options, IClusterStore store)
    {
        if (options.Role == SiloRole.Gateway)
        {
            builder.UseOrleansClient(client => Join(client, options, store));
        }
        else
        {
            builder.UseOrleans(silo => Join(silo, options, store));
        }
    }

    /// <summary>One silo that keeps everything in memory.</summary>
    public static void AddOrleansInMemory(this WebApplicationBuilder builder, SiloOptions options) => builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(options.SiloPort, options.GatewayPort, serviceId: options.ClusterId, clusterId: options.ClusterId);
        foreach (var name in (string[])[StorageNames.Actors, StorageNames.Cluster])
        {
            silo.AddMemoryGrainStorage(name, memory => memory.GrainStorageSerializer = Records);
        }

        silo.UseInMemoryReminderService();
        silo.UseEngagement();
        AddDashboard(silo, options);
    });

    private static void Join(ISiloBuilder silo, SiloOptions options, IClusterStore store)
    {
        if (options.Kubernetes)
        {
            silo.UseKubernetesHosting();
        }
        else
        {
            silo.Configure<ClusterOptions>(cluster => Name(cluster, options));
            if (IPAddress.TryParse(options.Address, out var address))
            {
                // One that is none is told of with all else that is wrong, before anything listens.
                silo.ConfigureEndpoints(address, options.SiloPort, options.GatewayPort);
            }
        }

        store.Join(silo, options, Records);

        // A silo that is gone is declared dead within about eight seconds; until then, calls to its actors wait.
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(2);
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(15);
        });
        silo.UseEngagement();
        AddDashboard(silo, options);
    }

    private static void Join(IClientBuilder client, SiloOptions options, IClusterStore store)
    {
        client.Configure<ClusterOptions>(cluster => Name(cluster, options));
        store.Join(client, options);
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));

        // Silos may come up after those who need them.
        client.UseConnectionRetryFilter(async (_, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            return true;
        });
        client.UseEngagement();
        if (options.OperatorKey is not null)
        {
            client.AddDashboard();
        }
    }

    private static void Name(ClusterOptions cluster, SiloOptions options) =>
        (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ClusterId);

    private static void AddDashboard(ISiloBuilder silo, SiloOptions options)
    {
        if (options.OperatorKey is not null)
        {
            silo.AddDashboard();
        }
    }
}
