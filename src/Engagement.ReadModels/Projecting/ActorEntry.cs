namespace Engagement.ReadModels.Projecting;

/// <summary>What a projection must know of an actor to take in its next fact.</summary>
internal sealed class ActorEntry(long id)
{
    /// <summary>Stands for everybody who was made anonymous: counted, and written nowhere.</summary>
    public static readonly ActorEntry Nobody = new(id: 0) { Erased = true };

    public long Id { get; } = id;

    /// <summary>Its data were deleted, and none are written again.</summary>
    public bool Erased { get; set; }

    public Tail Tail { get; set; }

    /// <summary>Differs from what is in the table.</summary>
    public bool IsTouched { get; set; }
}

/// <param name="Sequence">The last fact taken in.</param>
/// <param name="Chunk">The newest row of the actor's timeline; 0 when there is none.</param>
/// <param name="Hour">The hour of that row.</param>
internal readonly record struct Tail(long Sequence, long Chunk, long Hour)
{
    public Tail Extended(long chunk, long hour) => this with { Chunk = chunk, Hour = hour };
}
