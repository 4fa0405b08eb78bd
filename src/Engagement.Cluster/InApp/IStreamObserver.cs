using Engagement.Cluster.Wire;
using Orleans.Concurrency;

namespace Engagement.Cluster.InApp;

/// <summary>A process with open streams, as the actors of those who are watched see it. Told and not waited for: the person's queue is the truth.</summary>
public interface IStreamObserver : IGrainObserver
{
    /// <param name="actor">The person, as an actor's key.</param>
    [OneWay]
    Task PresentAsync(string actor, [Immutable] MessageOnWire message);

    [OneWay]
    Task RecallAsync(string actor, string delivery);

    [OneWay]
    Task CloseAsync(string actor);
}
