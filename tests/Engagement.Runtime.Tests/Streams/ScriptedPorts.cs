using System.Threading.Channels;
using Engagement.Runtime.Streams;

namespace Engagement.Runtime.Tests.Streams;

/// <summary>All ports of a pump, doing what a test says next; says in words what it was asked, in order.</summary>
internal sealed class ScriptedPorts : IEventSource, IEventPartition, IEventIngest, IDeadLetters
{
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();
    private readonly Channel<StreamItem[]> _batches = Channel.CreateUnbounded<StreamItem[]>();

    public string Name => "hub";

    public string Id => "7";

    public Queue<Exception> OpenFaults { get; } = new();

    public Queue<Exception> ReadFaults { get; } = new();

    public Queue<Exception> CheckpointFaults { get; } = new();

    public Queue<Exception> DeadLetterFaults { get; } = new();

    public Func<IReadOnlyList<StreamItem>, CancellationToken, Task<IReadOnlyList<IngestOutcome>>> Ingesting { get; set; } =
        (items, _) => Task.FromResult<IReadOnlyList<IngestOutcome>>([.. items.Select(_ => IngestOutcome.Durable)]);

    public List<DeadLetter> Dead { get; } = [];

    /// <summary>What was asked and not looked at yet.</summary>
    public List<string> Rest()
    {
        var rest = new List<string>();
        while (_told.Reader.TryRead(out var told))
        {
            rest.Add(told);
        }

        return rest;
    }

    public void Deliver(params string[] ids) => _batches.Writer.TryWrite([.. ids.Select(id => new StreamItem(id, new byte[] { 1 }))]);

    /// <summary>What is asked next, once it is.</summary>
    public async Task<string> NextAsync() => await _told.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>What is gone through before the stream is open.</summary>
    public Func<CancellationToken, Task> Opening { get; set; } = _ => Task.CompletedTask;

    public async ValueTask<IReadOnlyList<IEventPartition>> OpenAsync(CancellationToken cancellationToken)
    {
        await Opening(cancellationToken);
        return await Answer<IReadOnlyList<IEventPartition>>("open", OpenFaults, [this]);
    }

    public async ValueTask<EventBatch> ReadAsync(CancellationToken cancellationToken) =>
        new(await Answer("read", ReadFaults, await _batches.Reader.ReadAsync(cancellationToken)));

    public async ValueTask CheckpointAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Answer($"checkpoint {Names(batch.Items)}", CheckpointFaults, 0);
    }

    public async ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(
        StreamOrigin origin, IReadOnlyList<StreamItem> items, CancellationToken cancellationToken)
    {
        _told.Writer.TryWrite($"take {Names(items)}");
        return await Ingesting(items, cancellationToken);
    }

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        await Answer($"bury {letter.Item.Id}", DeadLetterFaults, 0);
        Dead.Add(letter);
    }

    private Task<T> Answer<T>(string told, Queue<Exception> faults, T answer)
    {
        _told.Writer.TryWrite(told);
        return faults.TryDequeue(out var fault) ? Task.FromException<T>(fault) : Task.FromResult(answer);
    }

    private static string Names(IReadOnlyList<StreamItem> items) => string.Join('+', items.Select(item => item.Id));
}
