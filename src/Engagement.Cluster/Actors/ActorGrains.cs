using Engagement.Core;

namespace Engagement.Cluster.Actors;

/// <summary>Finds the grains of actors. What a grain is called the framework finds out by reflection at every call; here it is once for all users.</summary>
internal sealed class ActorGrains(IGrainFactory grains)
{
    private readonly Lazy<GrainReference> _anyUser = new(() => (GrainReference)grains.GetGrain<IUserGrain>("any"));

    public IActorGrain Of(ActorKey key) => key.Kind switch
    {
        ActorKind.Campaign => grains.GetGrain<ICampaignGrain>(GrainKeys.Of(key)),
        ActorKind.Workspace => grains.GetGrain<IWorkspaceGrain>(GrainKeys.Of(key)),
        _ => (IActorGrain)grains.GetGrain(GrainId.Create(_anyUser.Value.GrainId.Type, GrainKeys.Of(key)), _anyUser.Value.InterfaceType),
    };
}
