using Engagement.Cluster.Catalogs;
using Engagement.Cluster.InApp;
using Engagement.Runtime.Effects;
using Microsoft.Extensions.Hosting;

namespace Engagement.Cluster.Hosting;

/// <summary>
/// What a process of the cluster does beside its grains. Starts when the silo, or the client, has joined: reads all definitions, then takes
/// commands.
/// </summary>
internal sealed class ClusterService(
    ClusterHost host, ClusterCatalogs catalogs, OpenStreams openStreams, EffectDispatcher effects) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _background = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await catalogs.StartAsync(cancellationToken);
        _background = Task.WhenAll(UntilStopped(catalogs.RunAsync), UntilStopped(openStreams.RunAsync));
        host.Start();
        effects.Start(host);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        host.Stop();
        await _stopping.CancelAsync();
        await _background;
        await effects.DisposeAsync();
        await catalogs.StopAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        return default;
    }

    private Task UntilStopped(Func<CancellationToken, Task> run) => Task.Run(async () =>
    {
        try
        {
            await run(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The way to end it.
        }
    });
}
