using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// A channel on which the broker confirms what it has for good. After a failure on it there is a new one for what comes next, and what is still in
/// flight on the old one is confirmed, or not, by itself. Safe for any number of threads.
/// </summary>
internal sealed class ConfirmedPublisher(RabbitMqOptions options, string purpose) : IAsyncDisposable
{
    // No limiter: it would let one message pass another that waits.
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly BrokerConnection _connection = new(options, purpose);
    private readonly SemaphoreSlim _gate = new(1);
    private SharedChannel? _channel;

    /// <summary>Completes when the broker has confirmed all of them; they are put on their queues in the order given.</summary>
    /// <exception cref="Exception">Any of them may be on the stream or not.</exception>
    public async Task PublishAsync(IReadOnlyList<(string Queue, BasicProperties Properties, ReadOnlyMemory<byte> Body)> messages, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(options.ConfirmSeconds));
        try
        {
            var shared = await EnterAsync(late.Token);
            try
            {
                await Task.WhenAll(messages.Select(message => shared.Channel
                    .BasicPublishAsync(string.Empty, message.Queue, mandatory: true, message.Properties, message.Body, late.Token).AsTask()));
            }
            catch (Exception failure) when (failure is not PublishException { IsReturn: false })
            {
                // But for what the broker refused, which the channel outlives. A queue that is not there is made with the next channel.
                shared.Retire();
                throw;
            }
            finally
            {
                shared.Leave();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the broker did not confirm within {options.ConfirmSeconds} s");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Retire();
        await _connection.DisposeAsync();
        _gate.Dispose();
    }

    private async ValueTask<SharedChannel> EnterAsync(CancellationToken cancellationToken)
    {
        if (_channel is { } current && current.TryEnter())
        {
            return current;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_channel is { } made && made.TryEnter())
            {
                return made;
            }

            _channel?.Retire();
            _channel = new SharedChannel(await _connection.OpenChannelAsync(Confirmed, cancellationToken));
            return _channel.TryEnter() ? _channel : throw new IOException("the broker closed the channel at once");
        }
        finally
        {
            _gate.Release();
        }
    }
}
