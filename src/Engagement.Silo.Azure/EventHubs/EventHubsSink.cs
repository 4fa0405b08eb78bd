using System.Globalization;
using Azure.Messaging.EventHubs.Producer;
using Engagement.Core;
using Engagement.Runtime.Streams;
using Microsoft.Extensions.Options;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>
/// Puts events on the partition that the hub gives their key. A hub confirms what is stored in its replicas; a send that it did not confirm is
/// tried again within <see cref="EventHubsOptions.ConfirmSeconds"/>.
/// </summary>
internal sealed partial class EventHubsSink(EventHubProducerClient producer, IOptions<EventHubsOptions> options, ILogger<EventHubsSink> logger) : IEventSink
{
    private static readonly Refusal Unconfirmed = Refusal.Of(Refusal.Unavailable, "the stream did not confirm; send it again");

    public async ValueTask<Refusal?> PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(options.Value.ConfirmSeconds));
        try
        {
            var refused = await Task.WhenAll(events.GroupBy(outgoing => outgoing.Key).Select(person => SendAsync(person.Key, [.. person], late.Token)));
            return refused.FirstOrDefault(refusal => refusal is not null);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnconfirmed(logger, events.Count, options.Value.Hub, Reasons.Of(failure));
            return Unconfirmed;
        }
    }

    /// <summary>As many of one key as the hub takes at once, one batch after the other.</summary>
    /// <returns>Why one was passed over that the hub never takes; null: it has all of them.</returns>
    private async Task<Refusal?> SendAsync(string key, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        // A hub takes keys of up to 128 characters, and shows them to all who read it: the hash tells nobody who it is.
        var ofPerson = new CreateBatchOptions { PartitionKey = Core.Hashing.StableHash.Of(key).ToString("x16", CultureInfo.InvariantCulture) };
        Refusal? refused = null;
        var at = 0;
        while (at < events.Count)
        {
            using var batch = await producer.CreateBatchAsync(ofPerson, cancellationToken);
            while (at < events.Count && batch.TryAdd(Messages.EventOf(Guid.CreateVersion7().ToString("N"), events[at].Body, events[at].Stamp)))
            {
                at++;
            }

            if (batch.Count == 0)
            {
                refused = Refusal.Of(
                    Refusal.TooLarge, $"{events[at].Body.Length} bytes are more than the stream takes at once; the other calls were taken");
                at++;
                continue;
            }

            await producer.SendAsync(batch, cancellationToken);
        }

        return refused;
    }
}
