using Engagement.Core;
using NodaTime;

namespace Engagement.Runtime.Streams;

/// <summary>Keeps what nobody can take, for people to look at and, once the cause is gone, to put back on the stream.</summary>
public interface IDeadLetters
{
    /// <summary>Completes when it is durable. The same letter may come again after a crash, under the same place.</summary>
    /// <exception cref="Exception">It may or may not be kept.</exception>
    ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken);
}

/// <summary>An item that was refused for good, its place, and why.</summary>
/// <param name="Item">Without its body where the person was erased.</param>
/// <param name="Reason">Its code, in words, and by field.</param>
public sealed record DeadLetter(string Source, string Partition, StreamItem Item, Refusal Reason, Instant At);
