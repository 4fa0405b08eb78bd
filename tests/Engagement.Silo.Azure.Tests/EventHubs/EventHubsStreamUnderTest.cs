using Azure.Messaging.EventHubs.Producer;
using Azure.Storage.Blobs;
using Engagement.Runtime.Streams;
using Engagement.Silo.Azure.EventHubs;
using Engagement.Silo.Azure.Tests.Azurite;
using Engagement.Silo.Azure.Tests.Hub;
using Engagement.Testing.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>A hub of the tests' own, with what is kept beside it on the emulator, as the suite drives it.</summary>
internal sealed class EventHubsStreamUnderTest : IStreamUnderTest
{
    private readonly HubServer _hub;
    private readonly EventHubsOptions _options;
    private readonly BlobContainerClient _checkpoints;
    private readonly BlobContainerClient _letters;
    private readonly EventHubProducerClient _producer;
    private HubReader? _reader;
    private EventHubsSource? _source;

    public EventHubsStreamUnderTest(AzuriteFixture azurite, int partitions, int batchSize)
    {
        _hub = new HubServer(partitions);
        _options = new EventHubsOptions { Hub = HubServer.Name, ConnectionString = _hub.ConnectionString, BatchSize = batchSize };
        _checkpoints = azurite.NewContainer();
        _letters = azurite.NewContainer();
        _producer = new EventHubProducerClient(_options.ConnectionString, _options.Hub);
        Sink = new EventHubsSink(_producer, Options.Create(_options), NullLogger<EventHubsSink>.Instance);
        DeadLetters = new BlobDeadLetters(_letters);
    }

    public IEventSource Source => _source ?? throw new InvalidOperationException("the reader is not running");

    public IEventSink Sink { get; }

    public IDeadLetters DeadLetters { get; }

    public Task StartAsync()
    {
        _reader = Readers.Of(_options, _checkpoints, HubReader.UntilGivenUp);
        _source = new EventHubsSource(_reader, Options.Create(_options), NullLogger<EventHubsSource>.Instance);
        return Task.CompletedTask;
    }

    public async Task StopAsync() => await _reader!.DisposeAsync();

    /// <summary>Nothing more is checkpointed; the partitions are let go of, so that the suite need not wait until they are given up.</summary>
    public async Task CrashAsync() => await _reader!.DisposeAsync();

    public Task AppendAsync(int partition, ReadOnlyMemory<byte> body)
    {
        _hub.Append(partition, body);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(int atLeast, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await DeadLetterBox.ReadAsync(_letters, cancellationToken) is { } letters && letters.Count >= atLeast)
            {
                return letters;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
        {
            await _reader.DisposeAsync();
        }

        await _producer.DisposeAsync();
        _hub.Dispose();
    }
}
