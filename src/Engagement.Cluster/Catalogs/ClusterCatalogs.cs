using System.Collections.Concurrent;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.Catalogs;
using Engagement.Runtime.Effects;
using Microsoft.Extensions.Logging;

namespace Engagement.Cluster.Catalogs;

/// <summary>
/// What this process knows of all definitions: told of each change as it is made; and every few seconds, or when a command shows that somebody
/// knows more, it asks. Safe for any number of threads.
/// </summary>
public sealed partial class ClusterCatalogs(
    CatalogDirectory directory, EffectDispatcher effects, IGrainFactory grains, ClusterHostOptions options, ILogger<ClusterCatalogs> logger)
    : ICatalogObserver
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<WorkspaceId, Known> _known = new();
    private readonly string _process = Guid.NewGuid().ToString("N");
    private ICatalogObserver? _self;

    public CatalogDirectory Directory => directory;

    /// <summary>Why the definitions known here may be old; null when they were seen to be new a moment ago.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Of a workspace's definitions as they are known here; 0: nothing is.</summary>
    public long VersionOf(WorkspaceId workspace) => _known.TryGetValue(workspace, out var known) ? Volatile.Read(ref known.Version) : 0;

    /// <summary>Makes a definition known everywhere. When it returns it is durable and in force.</summary>
    public async ValueTask PublishAsync(ActorKey actor, Effect effect)
    {
        await grains.GetGrain<ICatalogGrain>(GrainKeys.Of(actor.Workspace)).PublishAsync(CatalogEntry.Of(actor, effect));

        // Should this process not have been told: its next turn must know.
        await ReadAsync(actor.Workspace);
    }

    /// <summary>When it returns, at least a version of the workspace's definitions is known here.</summary>
    public ValueTask CatchUpAsync(WorkspaceId workspace, long version) => VersionOf(workspace) >= version ? default : new ValueTask(ReadAsync(workspace));

    /// <summary>Subscribes, and reads everything there is.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _self ??= grains.CreateObjectReference<ICatalogObserver>(this);
        await CheckAsync(cancellationToken);
    }

    /// <summary>Looks now and then whether something was missed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.CatalogCheck);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await CheckAsync(cancellationToken);
                Trouble = null;
            }
            catch (Exception unreachable) when (!cancellationToken.IsCancellationRequested)
            {
                Trouble = $"the cluster does not answer: {unreachable.Message}";
                LogUnchecked(unreachable);
            }
        }
    }

    /// <summary>Asks to be told no more. Should that be lost, it is found out by itself.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Board.UnsubscribeAsync(_process).WaitAsync(Farewell, cancellationToken);
        }
        catch (Exception unreachable) when (unreachable is OrleansException or TimeoutException or OperationCanceledException)
        {
            LogUnchecked(unreachable);
        }
    }

    async Task ICatalogObserver.ChangedAsync(CatalogChange change)
    {
        var workspace = GrainKeys.ParseWorkspace(change.Workspace);
        if (!TryApply(workspace, change, after: change.Version - 1))
        {
            await ReadAsync(workspace);
        }
    }

    private ICatalogBoardGrain Board => grains.GetGrain<ICatalogBoardGrain>(0);

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        await Board.SubscribeAsync(_process, _self!);
        foreach (var (workspace, version) in await Board.VersionsAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CatchUpAsync(GrainKeys.ParseWorkspace(workspace), version);
        }
    }

    private async Task ReadAsync(WorkspaceId workspace)
    {
        var after = VersionOf(workspace);
        var change = await grains.GetGrain<ICatalogGrain>(GrainKeys.Of(workspace)).ReadAsync(after);
        TryApply(workspace, change, after);
    }

    /// <param name="after">What must be known for the change to be all that is missing.</param>
    /// <returns>False when less is known.</returns>
    private bool TryApply(WorkspaceId workspace, CatalogChange change, long after)
    {
        var known = _known.GetOrAdd(workspace, static _ => new Known());
        lock (known)
        {
            if (known.Version < after)
            {
                return false;
            }

            foreach (var entry in change.Entries)
            {
                if (entry.Version > known.Version)
                {
                    effects.Dispatch(ActorKey.Parse(entry.Actor), [entry.ToEffect()]);
                }
            }

            Volatile.Write(ref known.Version, Math.Max(known.Version, change.Version));
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The versions of definitions could not be asked for; it is tried again")]
    private partial void LogUnchecked(Exception unreachable);

    private sealed class Known
    {
        public long Version;
    }
}
