using Engagement.Cluster.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Engagement.Cluster.Catalogs;

/// <inheritdoc cref="ICatalogBoardGrain"/>
[Reentrant]
[GrainType("catalog-board")]
public sealed partial class CatalogBoardGrain(
    [PersistentState("board", StorageNames.Cluster)] IPersistentState<BoardRecord> record, ILogger<CatalogBoardGrain> logger)
    : Grain, ICatalogBoardGrain
{
    /// <summary>How long a process is told of changes after it last asked to be.</summary>
    public static readonly TimeSpan SubscriptionExpiry = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (ICatalogObserver Observer, long Until)> _processes = [];
    private GatheredWrites _writes = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _writes = new GatheredWrites(() => record.WriteStateAsync(), ReadAgainAsync);
        return Task.CompletedTask;
    }

    public Task<CatalogVersion[]> VersionsAsync() =>
        Task.FromResult<CatalogVersion[]>([.. record.State.Versions.Select(pair => new CatalogVersion(pair.Key, pair.Value))]);

    public async Task AnnounceAsync(CatalogChange change)
    {
        var isNews = record.State.Versions.GetValueOrDefault(change.Workspace) < change.Version;
        if (isNews)
        {
            record.State.Versions[change.Workspace] = change.Version;
        }

        await (isNews ? _writes.WriteAsync() : _writes.Written);

        await Task.WhenAll(_processes.Select(process => TellAsync(process.Key, process.Value.Observer, process.Value.Until, change)).ToArray());
    }

    public Task SubscribeAsync(string process, ICatalogObserver observer)
    {
        _processes[process] = (observer, Environment.TickCount64 + (long)SubscriptionExpiry.TotalMilliseconds);
        return Task.CompletedTask;
    }

    public Task UnsubscribeAsync(string process)
    {
        _processes.Remove(process);
        return Task.CompletedTask;
    }

    private async Task ReadAgainAsync()
    {
        var known = record.State.Versions;
        await record.ReadStateAsync();
        foreach (var (workspace, version) in known)
        {
            record.State.Versions[workspace] = Math.Max(version, record.State.Versions.GetValueOrDefault(workspace));
        }
    }

    private async Task TellAsync(string process, ICatalogObserver observer, long until, CatalogChange change)
    {
        if (until <= Environment.TickCount64)
        {
            _processes.Remove(process);
            return;
        }

        try
        {
            await observer.ChangedAsync(change).WaitAsync(Patience);
        }
        catch (Exception silent)
        {
            // Most likely it is gone; if not, it asks for versions every few seconds.
            _processes.Remove(process);
            LogNotTold(silent);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A process was not told of a changed definition; it finds out by itself if it is there")]
    private partial void LogNotTold(Exception silent);
}
