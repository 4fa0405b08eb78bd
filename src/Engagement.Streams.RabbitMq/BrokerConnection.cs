using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// One connection, made when it is needed and again when it was lost. The client library's own recovery is off: it would go on with deliveries
/// of before beside those that come again. Safe for any number of threads.
/// </summary>
internal sealed class BrokerConnection(RabbitMqOptions options, string purpose) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConnectionFactory _factory = new()
    {
        Uri = new Uri(options.Uri),
        ClientProvidedName = $"engagement {purpose}",
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedConnectionTimeout = Patience,

        // Closing a channel is a call like any other, and a broker that is not well answers none.
        ContinuationTimeout = Patience,
        RequestedHeartbeat = Heartbeat,
    };

    private IConnection? _connection;

    /// <summary>A new channel, with every queue of the stream declared.</summary>
    /// <exception cref="Exception">The broker cannot be reached, or has a queue of another kind by one of the names.</exception>
    public async Task<IChannel> OpenChannelAsync(CreateChannelOptions? channelOptions, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken);
        var channel = await connection.CreateChannelAsync(channelOptions, cancellationToken);
        try
        {
            await DeclareAsync(channel, cancellationToken);
            return channel;
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true })
            {
                return _connection;
            }

            if (_connection is not null)
            {
                await _connection.DisposeAsync();
                _connection = null;
            }

            return _connection = await _factory.CreateConnectionAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        // Of all who consume a queue the broker feeds one, and feeds it again in order whatever was not acknowledged when it goes.
        var partition = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true };
        var dead = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        foreach (var (queue, arguments) in Enumerable.Range(0, options.Partitions).Select(at => (options.QueueOf(at), partition)).Append((options.DeadQueue, dead)))
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        }
    }
}
