using Engagement.Runtime.Streams;

namespace Engagement.Testing.Streams;

/// <summary>The in-memory stream as the suite drives it.</summary>
public sealed class InMemoryStreamUnderTest(int partitions, int batchSize) : IStreamUnderTest
{
    private readonly InMemoryEventStream _stream = new(partitions, batchSize);

    public IEventSource Source => _stream;

    public IEventSink Sink => _stream;

    public IDeadLetters DeadLetters => _stream;

    public Task StartAsync() => Task.CompletedTask;

    public Task StopAsync() => Task.CompletedTask;

    public Task CrashAsync() => Task.CompletedTask;

    public Task AppendAsync(int partition, ReadOnlyMemory<byte> body)
    {
        _stream.Append(partition, body);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(int atLeast, CancellationToken cancellationToken) =>
        _stream.ReadDeadLettersAsync(atLeast, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
