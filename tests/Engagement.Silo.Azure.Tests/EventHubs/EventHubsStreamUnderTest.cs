using Azure.Messaging.EventHubs;
using Azure.Storage.Blobs;
using Engagement.Runtime.Streams;
using Engagement.Silo.Azure.EventHubs;
using Engagement.Silo.Azure.Tests.Azurite;
using Engagement.Testing.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>A hub in memory, with what is kept beside it on the emulator, as the suite drives it.</summary>
internal sealed class EventHubsStreamUnderTest : IStreamUnderTest
{
    private static readonly IOptions<EventHubsOptions> Settings = Options.Create(new EventHubsOptions { Hub = InMemoryHub.Name });

    private readonly InMemoryHub _hub;
    private readonly BlobCheckpoints _checkpoints;
    private readonly BlobContainerClient _letters;
    private readonly int _batchSize;
    private InMemoryHubReader? _reader;
    private EventHubsSource? _source;

    public EventHubsStreamUnderTest(AzuriteFixture azurite, int partitions, int batchSize)
    {
        _hub = new InMemoryHub(partitions);
        _checkpoints = new BlobCheckpoints(azurite.NewContainer());
        _letters = azurite.NewContainer();
        _batchSize = batchSize;
        Sink = new EventHubsSink(new InMemoryProducer(_hub), Settings, NullLogger<EventHubsSink>.Instance);
        DeadLetters = new BlobDeadLetters(_letters);
    }

    public IEventSource Source => _source ?? throw new InvalidOperationException("the reader is not running");

    public IEventSink Sink { get; }

    public IDeadLetters DeadLetters { get; }

    public Task StartAsync()
    {
        _reader = new InMemoryHubReader(_hub, _checkpoints, _batchSize);
        _source = new EventHubsSource(_reader, Settings, NullLogger<EventHubsSource>.Instance);
        return Task.CompletedTask;
    }

    public async Task StopAsync() => await _reader!.DisposeAsync();

    public async Task CrashAsync() => await _reader!.DisposeAsync();

    public Task AppendAsync(int partition, ReadOnlyMemory<byte> body)
    {
        _hub.Append(partition, new EventData(body));
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
    }
}
