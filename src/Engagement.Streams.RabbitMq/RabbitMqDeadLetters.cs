using Engagement.Runtime.Streams;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// Keeps dead letters on a queue of the same broker: the body as it came, under the id, the time and the gateway's stamp it had, so that it can be
/// put back as it is; for the rest see <see cref="DeadLetterHeaders"/>.
/// </summary>
public sealed class RabbitMqDeadLetters(IOptions<RabbitMqOptions> options) : IDeadLetters, IAsyncDisposable
{
    private readonly ConfirmedPublisher _publisher = new(options.Value, "dead letters");

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var properties = Messages.PropertiesOf(letter.Item.Id, letter.Item.Stamp);
        if (letter.Item.EnqueuedAt is { } enqueued)
        {
            properties.Timestamp = new AmqpTimestamp(enqueued.ToUnixTimeSeconds());
        }

        DeadLetterHeaders.AddTo(properties.Headers ??= new Dictionary<string, object?>(), letter);
        await _publisher.PublishAsync([(options.Value.DeadQueue, properties, letter.Item.Body)], cancellationToken);
    }

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();
}
