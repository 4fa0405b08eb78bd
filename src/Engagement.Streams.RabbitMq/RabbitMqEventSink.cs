using Engagement.Core;
using Engagement.Runtime.Streams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// Puts events on the queue of their key. A quorum queue confirms when a majority of its nodes has written it to disk.
/// </summary>
public sealed partial class RabbitMqEventSink(IOptions<RabbitMqOptions> options, ILogger<RabbitMqEventSink> logger) : IEventSink, IAsyncDisposable
{
    private static readonly Refusal Unconfirmed = Refusal.Of(Refusal.Unavailable, "the stream did not confirm; send it again");

    private readonly RabbitMqOptions _options = options.Value;
    private readonly ConfirmedPublisher _publisher = new(options.Value, "writer");

    public async ValueTask<Refusal?> PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        try
        {
            await _publisher.PublishAsync(
                [.. events.Select(outgoing => (
                    _options.QueueOf(outgoing.PartitionAmong(_options.Partitions)),
                    Messages.PropertiesOf(Guid.CreateVersion7().ToString("N"), outgoing.Stamp),
                    outgoing.Body))],
                cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnconfirmed(logger, events.Count, _options.Queue, Reasons.Of(failure));
            return Unconfirmed;
        }
    }

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();
}
