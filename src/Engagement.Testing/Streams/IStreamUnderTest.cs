using Engagement.Runtime.Streams;

namespace Engagement.Testing.Streams;

/// <summary>A stream that outlives its readers. Disposing deletes it.</summary>
public interface IStreamUnderTest : IAsyncDisposable
{
    /// <summary>The reader running now; another after every start.</summary>
    IEventSource Source { get; }

    IEventSink Sink { get; }

    /// <summary>Where the reader's dead letters go.</summary>
    IDeadLetters DeadLetters { get; }

    /// <summary>Makes a reader that begins where the checkpoints are.</summary>
    Task StartAsync();

    /// <summary>Ends the reader in order: its checkpoints arrive.</summary>
    Task StopAsync();

    /// <summary>Ends the reader as a crash of its process would: nothing more is said to the stream.</summary>
    Task CrashAsync();

    /// <summary>Puts a body on a partition as somebody does who is no gateway.</summary>
    Task AppendAsync(int partition, ReadOnlyMemory<byte> body);

    /// <summary>All dead letters kept so far, at the least this many.</summary>
    Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(int atLeast, CancellationToken cancellationToken);
}
