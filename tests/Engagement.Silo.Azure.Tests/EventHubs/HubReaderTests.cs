using System.Collections.Concurrent;
using System.Text;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Storage.Blobs;
using Engagement.Silo.Azure.EventHubs;
using Engagement.Silo.Azure.Tests.Azurite;
using Engagement.Silo.Azure.Tests.Hub;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>Several processes and one hub, by the client library's own division of partitions.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class HubReaderTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Partitions = 4;

    private static readonly TimeSpan UntilGivenUp = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _late = new(TimeSpan.FromMinutes(1));
    private readonly ConcurrentQueue<(string Reader, string Partition, string Body)> _read = new();
    private HubServer _hub = null!;
    private EventHubsOptions _options = null!;
    private BlobContainerClient _checkpoints = null!;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task InitializeAsync()
    {
        _hub = new HubServer(Partitions);
        _options = new EventHubsOptions { Hub = HubServer.Name, ConnectionString = _hub.ConnectionString, BatchSize = 4 };
        _checkpoints = azurite.NewContainer();
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _hub.Dispose();
        return Task.CompletedTask;
    }

    [AzuriteFact]
    public async Task A_second_process_gets_its_share_of_the_partitions()
    {
        await using var first = await StartAsync("first");
        await UntilReadersAsync(readers => readers.All(reader => reader == "first"));

        await using var second = await StartAsync("second");

        await UntilReadersAsync(readers => readers.Count(reader => reader == "second") == Partitions / 2);
    }

    [AzuriteFact]
    public async Task One_that_ends_in_order_leaves_all_to_the_other_and_nothing_checkpointed_is_read_again()
    {
        var first = await StartAsync("first");
        await UntilReadersAsync(readers => readers.All(reader => reader == "first"));
        await first.DisposeAsync();

        await using var second = await StartAsync("second");

        await UntilReadersAsync(readers => readers.All(reader => reader == "second"));
        _read.GroupBy(read => (read.Partition, read.Body)).ShouldAllBe(same => same.Count() == 1);
    }

    [AzuriteFact]
    public async Task What_a_process_that_died_had_is_given_up_after_a_while()
    {
        var store = new BlobCheckpoints(_checkpoints);
        await store.PrepareAsync(_late.Token);
        await store.ClaimOwnershipAsync(Enumerable.Range(0, Partitions).Select(partition => new EventProcessorPartitionOwnership
        {
            FullyQualifiedNamespace = "127.0.0.1",
            EventHubName = HubServer.Name,
            ConsumerGroup = _options.ConsumerGroup,
            PartitionId = $"{partition}",
            OwnerIdentifier = "died",
        }), _late.Token);

        await using var heir = await StartAsync("heir");

        await UntilReadersAsync(readers => readers.All(reader => reader == "heir"));
    }

    private async Task<HubReader> StartAsync(string name)
    {
        var reader = Readers.Of(_options, _checkpoints, UntilGivenUp);
        (await reader.FindPartitionsAsync(_late.Token)).Count.ShouldBe(Partitions);
        await reader.StartAsync(
            async (partition, events, owned) =>
            {
                foreach (var read in events)
                {
                    _read.Enqueue((name, partition, Encoding.UTF8.GetString(read.Body.Span)));
                }

                await reader.CheckpointAsync(partition, events[^1], owned);
                Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            },
            _late.Token);
        return reader;
    }

    /// <summary>Puts one event after the other on every partition until those who read them are as wanted.</summary>
    private async Task UntilReadersAsync(Func<IReadOnlyList<string>, bool> wanted)
    {
        while (true)
        {
            var body = Guid.NewGuid().ToString();
            for (var partition = 0; partition < Partitions; partition++)
            {
                _hub.Append(partition, Encoding.UTF8.GetBytes(body));
            }

            string[] readers;
            while (true)
            {
                var more = Volatile.Read(ref _more).Task;
                readers = [.. _read.Where(read => read.Body == body).DistinctBy(read => read.Partition).Select(read => read.Reader)];
                if (readers.Length == Partitions)
                {
                    break;
                }

                await more.WaitAsync(_late.Token);
            }

            if (wanted(readers))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), _late.Token);
        }
    }
}
