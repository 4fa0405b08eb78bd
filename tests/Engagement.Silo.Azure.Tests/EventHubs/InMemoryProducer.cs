using System.Collections.Concurrent;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>Keeps what is sent.</summary>
/// <param name="most">Events in one batch.</param>
internal sealed class InMemoryProducer(int most = int.MaxValue) : EventHubProducerClient
{
    private readonly ConcurrentDictionary<EventDataBatch, (string Key, List<EventData> Events)> _batches = new();

    /// <summary>Bytes of one event.</summary>
    public int Largest { get; init; } = int.MaxValue;

    /// <summary>What it does instead of taking anything; null: it takes.</summary>
    public Func<CancellationToken, Task>? Instead { get; set; }

    /// <summary>Batches, in the order in which they were sent.</summary>
    public ConcurrentQueue<(string Key, IReadOnlyList<EventData> Events)> Sent { get; } = new();

    public override ValueTask<EventDataBatch> CreateBatchAsync(CreateBatchOptions options, CancellationToken cancellationToken = default)
    {
        var events = new List<EventData>();
        var batch = EventHubsModelFactory.EventDataBatch(0, events, options, made => events.Count < most && made.Body.Length <= Largest);
        _batches[batch] = (options.PartitionKey, events);
        return ValueTask.FromResult(batch);
    }

    public override async Task SendAsync(EventDataBatch eventBatch, CancellationToken cancellationToken = default)
    {
        if (Instead is not null)
        {
            await Instead(cancellationToken);
        }

        var (key, events) = _batches[eventBatch];
        Sent.Enqueue((key, [.. events]));
    }
}
