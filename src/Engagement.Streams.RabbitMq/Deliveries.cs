using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Engagement.Streams.RabbitMq;

/// <summary>One message as it was delivered.</summary>
internal readonly record struct Delivery(ulong Tag, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);

/// <summary>What the broker delivers over one channel, kept until it is read; how much that can be, the channel's prefetch bounds.</summary>
internal sealed class Deliveries(IChannel channel) : AsyncDefaultBasicConsumer(channel), IAsyncDisposable
{
    private readonly Channel<Delivery> _waiting = System.Threading.Channels.Channel.CreateUnbounded<Delivery>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    public static async Task<Deliveries> StartAsync(IChannel channel, string queue, int prefetch, CancellationToken cancellationToken)
    {
        var deliveries = new Deliveries(channel);
        await channel.BasicQosAsync(0, (ushort)prefetch, global: false, cancellationToken);
        await channel.BasicConsumeAsync(queue, autoAck: false, deliveries, cancellationToken);
        return deliveries;
    }

    /// <summary>Waits for the first, and takes with it what is there, up to a number.</summary>
    /// <exception cref="Exception">The channel is gone, and with it what was not read.</exception>
    public async Task<List<Delivery>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        if (!await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            throw new IOException("the broker ended the consumer");
        }

        var read = new List<Delivery>();
        while (read.Count < most && _waiting.Reader.TryRead(out var delivery))
        {
            read.Add(delivery);
        }

        return read;
    }

    /// <summary>Acknowledges everything up to a delivery.</summary>
    public ValueTask AcknowledgeAsync(ulong tag, CancellationToken cancellationToken) => Channel.BasicAckAsync(tag, multiple: true, cancellationToken);

    public override Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        // The library takes the bytes back when this returns.
        _waiting.Writer.TryWrite(new Delivery(deliveryTag, new BasicProperties(properties), body.ToArray()));
        return Task.CompletedTask;
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _waiting.Writer.TryComplete(new IOException($"the broker closed the channel: {reason.ReplyText}"));
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    public ValueTask DisposeAsync() => Channel.DisposeAsync();

    protected override Task OnCancelAsync(string[] consumerTags, CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return base.OnCancelAsync(consumerTags, cancellationToken);
    }
}
