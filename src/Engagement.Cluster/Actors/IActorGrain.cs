using Engagement.Cluster.InApp;
using Engagement.Cluster.Wire;

namespace Engagement.Cluster.Actors;

/// <summary>An actor of the cluster, whatever its kind. Its key is made by <see cref="GrainKeys"/>.</summary>
public interface IActorGrain : IGrainWithStringKey
{
    /// <summary>Takes commands in the order given; answers when all of them are durable.</summary>
    ValueTask<Answers> AskAsync([Immutable] Commands commands);
}

/// <summary>A person, known or anonymous.</summary>
[Alias("engagement.user")]
public interface IUserGrain : IActorGrain
{
    /// <summary>Time has passed; the state decides what is due. When it returns, whatever was due is durable and a next wake-up is noted.</summary>
    /// <param name="due">When it was to be woken, in milliseconds since 1970: by the clock of whoever calls, that has come.</param>
    /// <returns>False when the write was refused: try again in a second.</returns>
    ValueTask<bool> WakeUpAsync(long due);

    /// <summary>A process has streams of the person open, for now; to be repeated before <see cref="UserGrain.WatchExpiry"/> is over.</summary>
    /// <returns>False when this was not known: what was presented meanwhile was missed.</returns>
    ValueTask<bool> WatchAsync(string process, IStreamObserver observer);

    ValueTask UnwatchAsync(string process);
}

[Alias("engagement.campaign")]
public interface ICampaignGrain : IActorGrain;

[Alias("engagement.workspace")]
public interface IWorkspaceGrain : IActorGrain;
