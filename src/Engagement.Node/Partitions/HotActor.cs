using Engagement.Runtime;

namespace Engagement.Node.Partitions;

/// <summary>An actor as an object, with what its partition must know of it.</summary>
internal sealed class HotActor(ActorShell shell)
{
    public const long Unarmed = long.MaxValue;

    public ActorShell Shell { get; } = shell;

    public string KeyText { get; } = shell.Key.ToString();

    /// <summary>The journal row that holds its newest change; 0: the table does, or it was never saved.</summary>
    public long Row { get; set; }

    /// <summary>The fold that it was last noted for.</summary>
    public long Fold { get; set; }

    /// <summary>What the batch at hand must write of it.</summary>
    public Keeping Keeping { get; set; }

    /// <summary>Bytes of its image when it was last written, in this life.</summary>
    public int ImageBytes { get; set; }

    /// <summary>The batch that last used it.</summary>
    public long UsedAt { get; set; }

    /// <summary>The earliest instant for which a timer is set, unix milliseconds. Timers are never taken back: an early wake-up changes nothing.</summary>
    public long Armed { get; set; } = Unarmed;
}

/// <summary>How what a batch did to an actor is written.</summary>
internal enum Keeping : byte
{
    /// <summary>Nothing was done.</summary>
    Nothing,

    /// <summary>Turn by turn, as they came.</summary>
    Turns,

    /// <summary>As an image at the end of the batch.</summary>
    Image,
}
