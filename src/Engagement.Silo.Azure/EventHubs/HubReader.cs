using Azure.Core;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Processor;
using Engagement.Runtime.Streams;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>
/// Reads a hub by the client library's own processor, which divides the partitions among all processes that read by the same consumer group.
/// What a process that died was reading is another's within 40 s, four thirds of <see cref="UntilGivenUp"/>.
/// </summary>
internal sealed partial class HubReader : PluggableCheckpointStoreEventProcessor<EventProcessorPartition>, IHubReader
{
    /// <summary>How old the renewal of an ownership is when others take the partition; the owner renews it three times as often.</summary>
    public static readonly TimeSpan UntilGivenUp = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly BlobCheckpoints _checkpoints;
    private readonly ILogger<HubReader> _logger;
    private HandOver _handOver = static (_, _, _) => Task.CompletedTask;

    private HubReader(BlobCheckpoints checkpoints, EventHubsOptions options, TimeSpan untilGivenUp, ILogger<HubReader> logger)
        : base(checkpoints, options.BatchSize, options.ConsumerGroup, options.ConnectionString, options.Hub, Tuned(options, untilGivenUp)) =>
        (_checkpoints, _logger) = (checkpoints, logger);

    private HubReader(
        BlobCheckpoints checkpoints, EventHubsOptions options, TokenCredential identity, TimeSpan untilGivenUp, ILogger<HubReader> logger)
        : base(checkpoints, options.BatchSize, options.ConsumerGroup, options.Namespace, options.Hub, identity, Tuned(options, untilGivenUp)) =>
        (_checkpoints, _logger) = (checkpoints, logger);

    /// <param name="identity">Asked for where the options name no key.</param>
    public static HubReader Of(
        EventHubsOptions options, BlobCheckpoints checkpoints, Func<TokenCredential> identity, TimeSpan untilGivenUp, ILogger<HubReader> logger) =>
        string.IsNullOrEmpty(options.ConnectionString)
            ? new HubReader(checkpoints, options, identity(), untilGivenUp, logger)
            : new HubReader(checkpoints, options, untilGivenUp, logger);

    public async Task<IReadOnlyList<string>> FindPartitionsAsync(CancellationToken cancellationToken)
    {
        // The processor knows them only once it runs.
        await using var connection = CreateConnection();
        await using var client = new EventHubConsumerClient(ConsumerGroup, connection);
        return await client.GetPartitionIdsAsync(cancellationToken);
    }

    public async Task StartAsync(HandOver handOver, CancellationToken cancellationToken)
    {
        _handOver = handOver;
        await _checkpoints.PrepareAsync(cancellationToken);
        await StartProcessingAsync(cancellationToken);
    }

    public Task CheckpointAsync(string partition, EventData last, CancellationToken cancellationToken) =>
        UpdateCheckpointAsync(partition, CheckpointPosition.FromEvent(last), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var late = new CancellationTokenSource(LongestStop);
        try
        {
            await StopProcessingAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            // Its partitions are not let go of; the others take them when they are not renewed.
        }
    }

    protected override Task OnProcessingEventBatchAsync(
        IEnumerable<EventData> events, EventProcessorPartition partition, CancellationToken cancellationToken) =>
        _handOver(partition.PartitionId, [.. events], cancellationToken);

    protected override Task OnProcessingErrorAsync(
        Exception exception, EventProcessorPartition? partition, string operationDescription, CancellationToken cancellationToken)
    {
        LogTrouble(_logger, EventHubName, partition?.PartitionId, operationDescription, Reasons.Of(exception));
        return Task.CompletedTask;
    }

    protected override Task OnInitializingPartitionAsync(EventProcessorPartition partition, CancellationToken cancellationToken)
    {
        LogTaken(_logger, EventHubName, partition.PartitionId);
        return base.OnInitializingPartitionAsync(partition, cancellationToken);
    }

    protected override Task OnPartitionProcessingStoppedAsync(
        EventProcessorPartition partition, ProcessingStoppedReason reason, CancellationToken cancellationToken)
    {
        LogLeft(_logger, EventHubName, partition.PartitionId, reason);
        return base.OnPartitionProcessingStoppedAsync(partition, reason, cancellationToken);
    }

    private static EventProcessorOptions Tuned(EventHubsOptions options, TimeSpan untilGivenUp) => new()
    {
        DefaultStartingPosition = EventPosition.Earliest,
        LoadBalancingStrategy = LoadBalancingStrategy.Greedy,
        LoadBalancingUpdateInterval = untilGivenUp / 3,
        PartitionOwnershipExpirationInterval = untilGivenUp,
        PrefetchCount = options.BatchSize,
    };
}
