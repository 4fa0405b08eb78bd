using Engagement.Cluster.Catalogs;
using Engagement.Cluster.InApp;
using Engagement.Cluster.Timing;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.Effects;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.Logging;

namespace Engagement.Cluster.Actors;

/// <summary>What the actors of one silo share.</summary>
public sealed class ActorServices(
    ClusterClock clock,
    ClusterCatalogs catalogs,
    EffectDispatcher effects,
    IFactLog facts,
    WakeUps wakeUps,
    OpenStreams streams,
    ILoggerFactory loggers)
{
    public ClusterClock Clock => clock;

    public ClusterCatalogs Catalogs => catalogs;

    public IFactLog Facts => facts;

    public WakeUps WakeUps => wakeUps;

    public OpenStreams Streams => streams;

    public ILogger Logger { get; } = loggers.CreateLogger("Engagement.Cluster.Actors");

    /// <summary>Does what wants doing in this process, or in the background.</summary>
    public void Dispatch(ActorKey actor, ValueList<Effect> turned) => effects.Dispatch(actor, turned);

    /// <summary>Does what a durable turn wants done. When it returns, whoever is told of the turn finds what it defined in force.</summary>
    public async ValueTask LetOutAsync(ActorKey actor, IReadOnlyList<Effect> turned)
    {
        foreach (var effect in turned)
        {
            if (effect is Effect.PublishCampaign or Effect.PublishWorkspace)
            {
                await catalogs.PublishAsync(actor, effect);
            }
            else
            {
                effects.Dispatch(actor, [effect]);
            }
        }
    }
}
