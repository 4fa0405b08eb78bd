using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Processor;
using Engagement.Silo.Azure.EventHubs;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>Reads all partitions of a hub in memory as the client library's processor does, from checkpoints that are kept for real.</summary>
internal sealed class InMemoryHubReader(InMemoryHub hub, BlobCheckpoints checkpoints, int batchSize) : IHubReader
{
    private readonly CancellationTokenSource _owned = new();
    private Task _reading = Task.CompletedTask;

    public Task<IReadOnlyList<string>> FindPartitionsAsync(CancellationToken cancellationToken) => Task.FromResult(hub.Partitions);

    public async Task StartAsync(HandOver handOver, CancellationToken cancellationToken)
    {
        await checkpoints.PrepareAsync(cancellationToken);
        _reading = Task.WhenAll(hub.Partitions.Select(partition => ReadAsync(partition, handOver)));
    }

    public Task CheckpointAsync(string partition, EventData last, CancellationToken cancellationToken) => checkpoints.UpdateCheckpointAsync(
        InMemoryHub.Namespace, InMemoryHub.Name, InMemoryHub.Group, partition, "test", CheckpointPosition.FromEvent(last), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _owned.CancelAsync();
        await _reading.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private async Task ReadAsync(string partition, HandOver handOver)
    {
        var checkpoint = await checkpoints.GetCheckpointAsync(InMemoryHub.Namespace, InMemoryHub.Name, InMemoryHub.Group, partition, _owned.Token);
        var next = checkpoint is null ? 0 : NumberOf(checkpoint.StartingPosition.ToString()) + 1;
        while (true)
        {
            var events = await hub.ReadAsync(partition, next, batchSize, _owned.Token);
            await handOver(partition, events, _owned.Token);
            next += events.Length;
        }
    }

    // The library shows a position in words only; the hub in memory gives every 96th offset.
    private static int NumberOf(string position) => int.Parse(string.Concat(position.Where(char.IsAsciiDigit))) / 96;
}
