using Engagement.Cluster.Hosting;
using Engagement.Cluster.Storage;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.InApp;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Engagement.Cluster.Tests.Hosting;

/// <summary>Several silos in this process on storages that outlive them, as the suite drives them: through the last that joined.</summary>
internal sealed class ClusterHostUnderTest(HostFixture fixture, short silos) : IHostUnderTest
{
    private readonly FaultyStorage _actors = new(fixture.Writes.BeforeWrite);
    private readonly MemoryFacts _facts = new();
    private FaultyStorage? _own;
    private InProcessTestCluster? _cluster;

    public IActorHost Host => HostOf(silos - 1);

    public IFactFeed Facts => _facts;

    public InProcessTestCluster Cluster => _cluster ?? throw new InvalidOperationException("the cluster is not running");

    public IActorHost HostOf(int silo) => Cluster.Silos[silo].ServiceProvider.GetRequiredService<ClusterHost>();

    /// <summary>Has it be somebody else who wrote every actor last.</summary>
    public void Overwrite() => _actors.Overwrite();

    /// <summary>What is done to writes of the cluster's own records: wake-ups, definitions.</summary>
    public WriteFaults OwnWrites { get; } = new();

    /// <summary>Whether silos that start from now on are kept from reading definitions, as if they had joined a moment ago.</summary>
    public bool IsNewcomer { get; set; }

    /// <summary>Whether actors cannot be loaded.</summary>
    public bool IsStorageAway
    {
        get => _actors.IsAway;
        set => _actors.IsAway = value;
    }

    public async Task StartAsync()
    {
        fixture.Writes.Recover();
        _own ??= new FaultyStorage(OwnWrites.BeforeWrite);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSiloHost((_, host) => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) => Configure(silo));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task StopAsync()
    {
        await Cluster.StopAllSilosAsync();
        await EndAsync();
    }

    public async Task CrashAsync()
    {
        fixture.Writes.Crash();
        await KillAsync();
    }

    public async Task EvictAsync()
    {
        foreach (var silo in Cluster.Silos)
        {
            await silo.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).ForceActivationCollection([silo.SiloAddress], TimeSpan.Zero);
        }
    }

    public async ValueTask DisposeAsync()
    {
        fixture.Writes.Release();
        OwnWrites.Release();
        if (_cluster is not null)
        {
            await KillAsync();
        }
    }

    private async Task KillAsync()
    {
        await Task.WhenAll(Cluster.Silos.ToArray().Select(Cluster.KillSiloAsync));
        await EndAsync();
    }

    private async Task EndAsync()
    {
        await Cluster.DisposeAsync();
        _cluster = null;
    }

    private void Configure(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IStreams>(fixture.Streams);
        silo.Services.AddSingleton<IFactLog>(_facts);
        silo.Services.AddSingleton(new ClusterClock(fixture.Clock));
        silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Actors, _actors);
        silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Cluster, _own!);
        silo.UseInMemoryReminderService();
        silo.UseEngagement();
        if (IsNewcomer)
        {
            silo.Services.Remove(silo.Services.Single(service => service.ImplementationType == typeof(ClusterService)));
        }

        silo.Services.Configure<ClusterHostOptions>(options =>
        {
            (options.MailboxCapacity, options.WakeUpGrains) = (fixture.MailboxCapacity, 4);
            options.StreamAnnouncement = TimeSpan.FromSeconds(1);
        });
        silo.Services.Configure<GrainCollectionOptions>(options => options.CollectionQuantum = TimeSpan.FromSeconds(1));
    }
}
