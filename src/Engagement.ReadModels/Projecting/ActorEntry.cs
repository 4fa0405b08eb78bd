namespace Engagement.ReadModels.Projecting;

/// <summary>What a projection must know of an actor to take in its next fact.</summary>
internal sealed class ActorEntry(long id, long sequence, bool erased)
{
    public long Id { get; } = id;

    /// <summary>The last fact taken in.</summary>
    public long Sequence { get; set; } = sequence;

    public bool Erased { get; set; } = erased;

    /// <summary>Not in the table yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>Differs from what is in the table.</summary>
    public bool IsTouched { get; set; }
}
