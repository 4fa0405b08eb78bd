using Azure.Messaging.EventHubs;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>Takes events of one partition, in their order.</summary>
/// <param name="owned">Passes when the partition is this process's no longer.</param>
/// <returns>Completes when they are checkpointed; only then are the next ones read.</returns>
internal delegate Task HandOver(string partition, IReadOnlyList<EventData> events, CancellationToken owned);

/// <summary>What is needed of a hub and of those who share its partitions.</summary>
internal interface IHubReader : IAsyncDisposable
{
    /// <exception cref="Exception">The hub cannot be reached now.</exception>
    Task<IReadOnlyList<string>> FindPartitionsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins to read what partitions this process gets, each from its checkpoint on, or from its beginning where there is none, until it is
    /// disposed of.
    /// </summary>
    /// <exception cref="Exception">The hub cannot be reached now.</exception>
    Task StartAsync(HandOver handOver, CancellationToken cancellationToken);

    /// <summary>Notes that everything up to an event is done with.</summary>
    Task CheckpointAsync(string partition, EventData last, CancellationToken cancellationToken);
}
