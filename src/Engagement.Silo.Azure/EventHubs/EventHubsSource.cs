using Engagement.Runtime.Streams;
using Microsoft.Extensions.Options;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>Reads a hub. Every process may: each gets its share of the partitions, and the others of it wait.</summary>
internal sealed partial class EventHubsSource(IHubReader reader, IOptions<EventHubsOptions> options, ILogger<EventHubsSource> logger) : IEventSource
{
    public string Name => options.Value.Hub;

    public async ValueTask<IReadOnlyList<IEventPartition>> OpenAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Read)
        {
            return [];
        }

        var ids = await reader.FindPartitionsAsync(cancellationToken);
        var partitions = ids.ToDictionary(id => id, id => new HubPartition(id, (last, token) => reader.CheckpointAsync(id, last, token)));
        await reader.StartAsync(
            (id, events, owned) => partitions.TryGetValue(id, out var partition) ? partition.HandOverAsync(events, owned) : LeaveAsync(id, owned),
            cancellationToken);
        return [.. partitions.Values];
    }

    // Added to the hub since: it is read after the next start. What is on it stays there.
    private Task LeaveAsync(string partition, CancellationToken owned)
    {
        LogAdded(logger, Name, partition);
        return Task.Delay(Timeout.Infinite, owned);
    }
}
