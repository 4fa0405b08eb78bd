using System.Collections.Concurrent;
using Engagement.Cluster.Actors;
using Engagement.Cluster.Wire;
using Engagement.Core;
using Engagement.Runtime.InApp;
using Microsoft.Extensions.Logging;

namespace Engagement.Cluster.InApp;

/// <summary>
/// The streams that are open in this process, made known to the actors of those who are watched, wherever these are: at once, and then again
/// and again, since an actor that moved or failed remembers nothing of it. One that had forgotten may have presented something meanwhile: then
/// the readers of its streams are told to read the queue.
/// </summary>
public sealed partial class OpenStreams(
    IGrainFactory grains, IStreams streams, ClusterHostOptions options, ILogger<OpenStreams> logger) : IStreamDirectory, IStreamObserver
{
    private const int AtOnce = 64;

    private readonly ConcurrentDictionary<ActorKey, int> _open = new();
    private IStreamObserver? _self;

    /// <summary>Names this process to actors.</summary>
    public string Process { get; } = Guid.NewGuid().ToString("N");

    private IStreamObserver Self => _self ??= grains.CreateObjectReference<IStreamObserver>(this);

    public async ValueTask AnnounceAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken)
    {
        var key = ActorKey.Of(workspace, person);
        _open.AddOrUpdate(key, 1, static (_, count) => count + 1);
        try
        {
            await Grain(key).WatchAsync(Process, Self);
        }
        catch (Exception unreachable)
        {
            Remove(key);
            throw new IOException("the person's actor cannot be reached now", unreachable);
        }
    }

    public void Withdraw(WorkspaceId workspace, PersonId person)
    {
        var key = ActorKey.Of(workspace, person);
        if (Remove(key))
        {
            // Should this be lost, the actor forgets by itself.
            Grain(key).UnwatchAsync(Process).AsTask().Ignore();
        }
    }

    /// <summary>Announces every open stream again and again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.StreamAnnouncement);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await Parallel.ForEachAsync(
                _open.Keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, AnnounceAgainAsync);
        }
    }

    Task IStreamObserver.PresentAsync(string actor, MessageOnWire message)
    {
        var key = ActorKey.Parse(actor);
        streams.Present(key.Workspace, key.Person, message.Message);
        return Task.CompletedTask;
    }

    Task IStreamObserver.RecallAsync(string actor, string delivery)
    {
        var key = ActorKey.Parse(actor);
        streams.Recall(key.Workspace, key.Person, new DeliveryId(delivery));
        return Task.CompletedTask;
    }

    Task IStreamObserver.CloseAsync(string actor)
    {
        var key = ActorKey.Parse(actor);
        streams.Close(key.Workspace, key.Person);
        return Task.CompletedTask;
    }

    private IUserGrain Grain(ActorKey key) => grains.GetGrain<IUserGrain>(GrainKeys.Of(key));

    private async ValueTask AnnounceAgainAsync(ActorKey key, CancellationToken cancellationToken)
    {
        try
        {
            if (!await Grain(key).WatchAsync(Process, Self))
            {
                streams.Resync(key.Workspace, key.Person);
            }
        }
        catch (Exception unreachable)
        {
            // Whatever it was: an actor that cannot be loaded fails as its storage does.
            LogUnannounced(unreachable);
        }
    }

    /// <returns>Whether it was the last.</returns>
    private bool Remove(ActorKey key)
    {
        while (_open.TryGetValue(key, out var count))
        {
            if (count > 1 ? _open.TryUpdate(key, count - 1, count) : _open.TryRemove(KeyValuePair.Create(key, count)))
            {
                return count == 1;
            }
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A stream could not be announced; it is tried again")]
    private partial void LogUnannounced(Exception unreachable);
}
