using Engagement.Core;
using Engagement.Runtime.Streams;

namespace Engagement.Testing.Streams;

/// <summary>A stream in memory, with all that belongs to one: source, sink and dead letters. Safe for any number of threads.</summary>
public sealed class InMemoryEventStream(int partitions, int batchSize) : IEventSource, IEventSink, IDeadLetters
{
    private readonly InMemoryBroker _broker = new(partitions);

    public string Name => "memory";

    /// <summary>What <see cref="PublishAsync"/> answers instead of taking anything; null: it takes.</summary>
    public Refusal? Unconfirmed { get; set; }

    public ValueTask<IReadOnlyList<IEventPartition>> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<IEventPartition>>([.. Enumerable.Range(0, partitions).Select(index => new Partition(_broker, index, batchSize))]);

    public ValueTask<Refusal?> PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        cancellationToken.ThrowIfCancellationRequested();
        if (Unconfirmed is null)
        {
            foreach (var outgoing in events)
            {
                _broker.Append(outgoing.PartitionAmong(partitions), outgoing.Body, outgoing.Stamp);
            }
        }

        return ValueTask.FromResult(Unconfirmed);
    }

    /// <summary>Puts a body on the stream as somebody does who is no gateway.</summary>
    public void Append(int partition, ReadOnlyMemory<byte> body) => _broker.Append(partition, body, null);

    public ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        _broker.Bury(letter);
        return ValueTask.CompletedTask;
    }

    /// <summary>All dead letters, once there are so many.</summary>
    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(int atLeast, CancellationToken cancellationToken) =>
        _broker.DeadAsync(atLeast, cancellationToken);

    /// <summary>What is on a partition, read or not.</summary>
    public IReadOnlyList<StreamItem> ItemsOf(int partition) => _broker.Read(partition, 0, int.MaxValue).Items;

    /// <summary>Completes when everything on the stream is checkpointed.</summary>
    public Task DrainedAsync(CancellationToken cancellationToken) => _broker.DrainedAsync(cancellationToken);

    private sealed class Partition(InMemoryBroker broker, int index, int batchSize) : IEventPartition
    {
        private int _next = broker.Checkpoint(index);

        public string Id => index.ToString();

        public async ValueTask<EventBatch> ReadAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (items, more) = broker.Read(index, _next, batchSize);
                if (items.Count > 0)
                {
                    _next += items.Count;
                    return new EventBatch(items);
                }

                await more.WaitAsync(cancellationToken);
            }
        }

        public ValueTask CheckpointAsync(EventBatch batch, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            broker.SetCheckpoint(index, _next);
            return ValueTask.CompletedTask;
        }
    }
}
