using Engagement.Core;

namespace Engagement.Runtime.Streams;

/// <summary>Takes items of a stream into the engine, exactly as if they had come by HTTP.</summary>
public interface IEventIngest
{
    /// <summary>
    /// Takes items of one partition, in their order: of one person, none is taken while one before it still has to be tried again. It may be
    /// given an item again, also one it took; that changes nothing.
    /// </summary>
    /// <returns>One for each item, in their order, once all that was taken is durable.</returns>
    /// <exception cref="Exception">
    /// A bug was met. Nothing is known of any item: give them again, one by one, since of one that fails by itself time and again nothing
    /// more is to be hoped.
    /// </exception>
    ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(
        StreamOrigin origin, IReadOnlyList<StreamItem> items, CancellationToken cancellationToken);
}

/// <summary>Where items come from.</summary>
/// <param name="Key">The write or secret key of items that bring none; null: such items are refused.</param>
public sealed record StreamOrigin(string Source, string Partition, string? Key);

/// <summary>What became of one item.</summary>
/// <param name="Refusal">Null when everything it asks for is durable.</param>
/// <param name="IsFinal">Sending it again would not help. What was right in it is durable all the same.</param>
public readonly record struct IngestOutcome(Refusal? Refusal, bool IsFinal)
{
    public static IngestOutcome Durable => default;

    /// <summary>The item is about somebody who was erased, and must not be kept.</summary>
    public bool IsOfErased { get; init; }

    /// <summary>Nobody can ever take this.</summary>
    public static IngestOutcome Poisoned(Refusal refusal) => new(refusal, true);

    /// <summary>Not taken, or not wholly, and may be taken when it is given again.</summary>
    public static IngestOutcome Later(Refusal refusal) => new(refusal, false);
}
