using Engagement.Runtime.Streams;
using Microsoft.Extensions.Options;

namespace Engagement.Streams.RabbitMq;

/// <summary>
/// Reads the queues of a stream. Every process may read all of them: the broker feeds one consumer of each (single active consumer), and the
/// next one when that is gone.
/// </summary>
public sealed class RabbitMqEventSource : IEventSource, IAsyncDisposable
{
    private readonly RabbitMqOptions _options;
    private readonly BrokerConnection _connection;
    private readonly RabbitMqPartition[] _partitions;

    public RabbitMqEventSource(IOptions<RabbitMqOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _connection = new BrokerConnection(_options, "reader");
        _partitions = [.. Enumerable.Range(0, _options.Read ? _options.Partitions : 0).Select(at => new RabbitMqPartition(_connection, _options, at))];
    }

    public string Name => _options.Queue;

    public async ValueTask<IReadOnlyList<IEventPartition>> OpenAsync(CancellationToken cancellationToken)
    {
        if (_partitions.Length > 0)
        {
            // Finds out here, once, and not in each partition, that there is no broker or that its queues are not ours.
            await using var channel = await _connection.OpenChannelAsync(null, cancellationToken);
        }

        return _partitions;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var partition in _partitions)
        {
            await partition.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }
}
