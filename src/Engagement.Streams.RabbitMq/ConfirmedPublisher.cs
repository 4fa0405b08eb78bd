using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq;

/// <summary>A channel on which the broker confirms what it has for good, made again when it was lost. Safe for any number of threads.</summary>
internal sealed class ConfirmedPublisher(RabbitMqOptions options, string purpose) : IAsyncDisposable
{
    // No limiter: it would let one message pass another that waits.
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly BrokerConnection _connection = new(options, purpose);
    private readonly SemaphoreSlim _gate = new(1);
    private IChannel? _channel;

    /// <summary>Completes when the broker has confirmed all of them; they are put on their queues in the order given.</summary>
    /// <exception cref="Exception">Any of them may be on the stream or not.</exception>
    public async Task PublishAsync(IReadOnlyList<(string Queue, BasicProperties Properties, ReadOnlyMemory<byte> Body)> messages, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(options.ConfirmSeconds));
        IChannel? channel = null;
        try
        {
            channel = await OpenAsync(late.Token);
            await Task.WhenAll(messages.Select(message => channel
                .BasicPublishAsync(string.Empty, message.Queue, mandatory: true, message.Properties, message.Body, late.Token).AsTask()));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await DropAsync(channel);
            throw new TimeoutException($"the broker did not confirm within {options.ConfirmSeconds} s");
        }
        catch
        {
            await DropAsync(channel);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync(_channel);
        await _connection.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _channel is { IsOpen: true } opened ? opened : _channel = await _connection.OpenChannelAsync(Confirmed, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask DropAsync(IChannel? channel)
    {
        if (channel is not null && Interlocked.CompareExchange(ref _channel, null, channel) == channel)
        {
            await channel.DisposeAsync();
        }
    }
}
