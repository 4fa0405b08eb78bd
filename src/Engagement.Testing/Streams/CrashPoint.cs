namespace Engagement.Testing.Streams;

/// <summary>Where the process of a reader may end.</summary>
public enum CrashPoint
{
    /// <summary>A batch was delivered and nothing of it taken.</summary>
    Delivered,

    /// <summary>Some of the batch is durable and some not.</summary>
    PartlyDurable,

    /// <summary>All that can be taken is durable; nothing is said of it.</summary>
    Durable,

    /// <summary>A dead letter is to be kept, and is not.</summary>
    BeforeDeadLetter,

    /// <summary>A dead letter is kept; the batch is not checkpointed.</summary>
    DeadLettered,

    /// <summary>The checkpoint is to be written, and is not.</summary>
    BeforeCheckpoint,

    /// <summary>The checkpoint is written; nobody has heard of it.</summary>
    Checkpointed,
}
