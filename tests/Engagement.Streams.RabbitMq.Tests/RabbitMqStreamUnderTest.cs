using Engagement.Runtime.Streams;
using Engagement.Testing.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq.Tests;

/// <summary>A stream on a real broker as the suite drives it.</summary>
internal sealed class RabbitMqStreamUnderTest : IStreamUnderTest
{
    private readonly RabbitMqOptions _options;
    private readonly RabbitMqEventSink _sink;
    private readonly RabbitMqDeadLetters _deadLetters;
    private readonly BrokerConnection _others;
    private readonly List<DeadLetter> _dead = [];
    private RabbitMqEventSource? _source;
    private IChannel? _channel;

    public RabbitMqStreamUnderTest(RabbitMqOptions options)
    {
        _options = options;
        _sink = new RabbitMqEventSink(Options.Create(options), NullLogger<RabbitMqEventSink>.Instance);
        _deadLetters = new RabbitMqDeadLetters(Options.Create(options));
        _others = new BrokerConnection(options, "test");
    }

    public IEventSource Source => _source ?? throw new InvalidOperationException("the reader is not running");

    public IEventSink Sink => _sink;

    public IDeadLetters DeadLetters => _deadLetters;

    public Task StartAsync()
    {
        _source = new RabbitMqEventSource(Options.Create(_options));
        return Task.CompletedTask;
    }

    public async Task StopAsync() => await _source!.DisposeAsync();

    /// <summary>The connection goes, with whatever was not acknowledged.</summary>
    public async Task CrashAsync() => await _source!.DisposeAsync();

    public async Task AppendAsync(int partition, ReadOnlyMemory<byte> body)
    {
        var channel = await ChannelAsync();
        var properties = new BasicProperties { MessageId = Guid.NewGuid().ToString(), Persistent = true };
        await channel.BasicPublishAsync(string.Empty, _options.QueueOf(partition), mandatory: true, properties, body);
    }

    public async Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(int atLeast, CancellationToken cancellationToken)
    {
        var channel = await ChannelAsync();
        var deliveries = await Deliveries.StartAsync(channel, _options.DeadQueue, prefetch: 1_000, cancellationToken);
        while (_dead.Count < atLeast)
        {
            foreach (var delivery in await deliveries.ReadAsync(1_000, cancellationToken))
            {
                _dead.Add(DeadLetterBox.LetterOf(delivery));
            }
        }

        return _dead;
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        await _deadLetters.DisposeAsync();
        await _others.DisposeAsync();
        if (_source is not null)
        {
            await _source.DisposeAsync();
        }
    }

    private async Task<IChannel> ChannelAsync() => _channel ??= await _others.OpenChannelAsync(
        new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), default);
}
