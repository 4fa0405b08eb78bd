using Engagement.Cluster.Catalogs;
using Engagement.Cluster.InApp;
using Engagement.Runtime.Effects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Cluster.Hosting;

/// <summary>
/// What a process of the cluster does beside its grains. Starts when the silo, or the client, has joined: reads all definitions, then takes
/// commands.
/// </summary>
internal sealed partial class ClusterService(
    ClusterHost host, ClusterCatalogs catalogs, OpenStreams openStreams, EffectDispatcher effects, ILogger<ClusterService> logger)
    : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _background = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadDefinitionsAsync(cancellationToken);
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

    // Where all silos died and come back, those that died may still be taken for alive, and calls go to them.
    private async Task ReadDefinitionsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await catalogs.StartAsync(cancellationToken);
                return;
            }
            catch (Exception unreachable) when (!cancellationToken.IsCancellationRequested)
            {
                LogUnreachable(unreachable.Message);
                await Task.Delay(RetryAfter, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster does not answer yet; it is asked again: {Reason}")]
    private partial void LogUnreachable(string reason);

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
