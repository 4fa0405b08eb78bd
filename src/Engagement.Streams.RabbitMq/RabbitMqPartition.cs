using Engagement.Runtime.Streams;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// One queue. Its checkpoint is the acknowledgement; what is not acknowledged when the channel goes, the broker delivers again, first and in
/// order. Nothing is ever handed back: what cannot be taken yet stays in hand.
/// </summary>
internal sealed class RabbitMqPartition(BrokerConnection connection, RabbitMqOptions options, int index) : IEventPartition, IAsyncDisposable
{
    private Deliveries? _deliveries;

    public string Id { get; } = index.ToString();

    public async ValueTask<EventBatch> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _deliveries ??= await OpenAsync(cancellationToken);
            var read = await _deliveries.ReadAsync(options.BatchSize, cancellationToken);
            return new Batch(read.ConvertAll(Messages.ItemOf), _deliveries, read[^1].Tag);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await DropAsync();
            throw;
        }
    }

    public async ValueTask CheckpointAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var read = (Batch)batch;
        try
        {
            await read.From.AcknowledgeAsync(read.LastTag, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await DropAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => DropAsync();

    private async Task<Deliveries> OpenAsync(CancellationToken cancellationToken)
    {
        var channel = await connection.OpenChannelAsync(null, cancellationToken);
        try
        {
            return await Deliveries.StartAsync(channel, options.QueueOf(index), options.BatchSize, cancellationToken);
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    private async ValueTask DropAsync()
    {
        if (Interlocked.Exchange(ref _deliveries, null) is { } dropped)
        {
            await dropped.DisposeAsync();
        }
    }

    private sealed class Batch(IReadOnlyList<StreamItem> items, Deliveries from, ulong lastTag) : EventBatch(items)
    {
        public Deliveries From => from;

        public ulong LastTag => lastTag;
    }
}
