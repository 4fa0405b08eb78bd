using Engagement.Cluster.Actors;
using Engagement.Cluster.Catalogs;
using Engagement.Cluster.InApp;
using Engagement.Cluster.Timing;
using Engagement.Runtime.Catalogs;
using Engagement.Runtime.Effects;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.InApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Engagement.Cluster.Hosting;

public static class ClusterRegistration
{
    /// <summary>
    /// Adds what a silo needs to keep actors, and the cluster as the process's <see cref="IActorHost"/>. Needs the grain storages
    /// <see cref="Storage.StorageNames"/> names, each with a <see cref="Storage.RecordSerializer"/>; reminders; an
    /// <see cref="Runtime.ReadSide.IFactLog"/>; and an <see cref="IStreams"/>.
    /// </summary>
    public static ISiloBuilder UseEngagement(this ISiloBuilder silo)
    {
        silo.Services.AddEngagementCluster();
        silo.Services.AddSingleton<WakeUps>();
        silo.Services.AddSingleton<ActorServices>();
        silo.Services.AddHostedService<WakeUpKeeper>();
        silo.Services.AddOptions<SiloMessagingOptions>().Configure<ClusterHostOptions>(
            static (messaging, cluster) => (messaging.ResponseTimeout, messaging.SystemResponseTimeout) = (cluster.CallTimeout, cluster.CallTimeout));
        return silo;
    }

    /// <summary>Adds the cluster as the <see cref="IActorHost"/> of a process that keeps no actors itself. Needs an <see cref="IStreams"/>.</summary>
    public static IClientBuilder UseEngagement(this IClientBuilder client)
    {
        client.Services.AddEngagementCluster();
        client.Services.AddOptions<ClientMessagingOptions>().Configure<ClusterHostOptions>(
            static (messaging, cluster) => messaging.ResponseTimeout = cluster.CallTimeout);
        return client;
    }

    private static void AddEngagementCluster(this IServiceCollection services)
    {
        services.AddBoundOptions<ClusterHostOptions>(ClusterHostOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ClusterClock(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ClusterHostOptions>>().Value);
        services.AddSingleton<CatalogDirectory>();
        services.AddSingleton(provider => new EffectDispatcher(
            provider.GetRequiredService<CatalogDirectory>(),
            provider.GetRequiredService<IStreams>(),
            provider.GetRequiredService<ClusterClock>().Time,
            provider.GetRequiredService<ILogger<EffectDispatcher>>()));
        services.AddSingleton<ClusterCatalogs>();
        services.AddSingleton<ClusterHost>();
        services.AddSingleton<IActorHost>(provider => provider.GetRequiredService<ClusterHost>());
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<IStreamDirectory>(provider => provider.GetRequiredService<OpenStreams>());
        services.AddHostedService<ClusterService>();
    }
}
