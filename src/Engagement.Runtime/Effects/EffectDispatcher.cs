using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.Catalogs;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.InApp;
using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Effects;

/// <summary>
/// Does what turns want done outside their actors. A host calls <see cref="Dispatch"/> once a turn's write is durable and before the turn's
/// answer leaves, in the order of the turns of each actor; so whoever was told that a campaign is launched finds it in force.
/// </summary>
/// <remarks>
/// <see cref="Dispatch"/> may be called from any thread, never waits and never throws for what is outside. What takes another actor's turn is
/// done in the background from <see cref="Start"/> on: hand-overs (repeated until settled; what does not fit the queue is handed out again
/// by the person's own reminder, see <see cref="Shells.UserShell"/>), and telling those who watch that a campaign was stopped.
/// </remarks>
public sealed class EffectDispatcher : IAsyncDisposable
{
    private readonly CatalogDirectory _catalogs;
    private readonly IStreams _streams;
    private readonly HandOvers _handOvers;
    private readonly Watchers _watchers;
    private readonly CancellationTokenSource _stopping = new();
    private Task _background = Task.CompletedTask;

    public EffectDispatcher(CatalogDirectory catalogs, IStreams streams, TimeProvider time, ILogger<EffectDispatcher> logger)
    {
        _catalogs = catalogs;
        _streams = streams;
        _handOvers = new HandOvers(time, logger);
        _watchers = new Watchers(streams, time, logger);
    }

    /// <summary>Begins the background work. Call once, when the host takes commands.</summary>
    public void Start(IActorHost host) =>
        _background = Task.WhenAll(
            Task.Run(() => _handOvers.RunAsync(host, _stopping.Token)), Task.Run(() => _watchers.RunAsync(host, _stopping.Token)));

    /// <param name="effects">Of one turn, or what <see cref="ActorShell.Resume"/> gave.</param>
    public void Dispatch(ActorKey key, ValueList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            Do(key, effect);
        }
    }

    /// <summary>Ends the background work. What is still owed stays owed. A second time nothing happens.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _background;
        _stopping.Dispose();
    }

    private void Do(ActorKey key, Effect effect)
    {
        switch (effect)
        {
            case Effect.Present present:
                _streams.Present(key.Workspace, key.Person, present.Message);
                break;
            case Effect.Recall recall:
                _streams.Recall(key.Workspace, key.Person, recall.Delivery);
                break;
            case Effect.CloseStreams:
                _streams.Close(key.Workspace, key.Person);
                break;
            case Effect.HandOver handOver:
                _handOvers.Add(new OwedJoin(key.Workspace, handOver.To, key.Person));
                break;
            case Effect.PublishCampaign publish:
                if (_catalogs.Publish(key.Workspace, publish.Campaign, publish.Snapshot))
                {
                    _watchers.Tell(key.Workspace);
                }

                break;
            case Effect.PublishWorkspace publish:
                _catalogs.Publish(publish.Snapshot);
                break;
            default:
                throw new InvalidOperationException($"{effect.GetType().Name} is for the host itself");
        }
    }
}
