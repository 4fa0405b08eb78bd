namespace Engagement.Node.Storage;

/// <summary>What one entry of a batch says.</summary>
public enum JournalEntryKind
{
    /// <summary>A turn to be taken again by the actor as it was before it.</summary>
    Turn = 0,

    /// <summary>The whole new state of an actor.</summary>
    Image = 1,

    /// <summary>Something for the read models.</summary>
    Fact = 3,
}

/// <summary>One entry of a batch, as views into its body.</summary>
public readonly ref struct JournalEntry
{
    public JournalEntryKind Kind { get; init; }

    /// <summary>The actor's key in UTF-8.</summary>
    public ReadOnlySpan<byte> Key { get; init; }

    /// <summary>Images and turns: unix milliseconds at which the actor wants to be woken, if at all.</summary>
    public long? Due { get; init; }

    /// <summary>
    /// Facts and turns: the fact's number among all of that actor; with the key it identifies the fact. 0 for a turn whose facts are entries
    /// of their own.
    /// </summary>
    public long Sequence { get; init; }

    /// <summary>The image, the turn or the fact.</summary>
    public ReadOnlySpan<byte> Content { get; init; }

    /// <summary>Where the content begins in the body.</summary>
    public int ContentStart { get; init; }
}
