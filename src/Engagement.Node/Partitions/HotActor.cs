using Engagement.Runtime;

namespace Engagement.Node.Partitions;

/// <summary>An actor as an object, with what its partition must know of it.</summary>
internal sealed class HotActor(ActorShell shell)
{
    public const long Unarmed = long.MaxValue;

    public ActorShell Shell { get; } = shell;

    public string KeyText { get; } = shell.Key.ToString();

    /// <summary>The journal row that holds its newest image; 0: the table does, or it was never saved.</summary>
    public long Row { get; set; }

    /// <summary>Changed in the batch at hand.</summary>
    public bool Dirty { get; set; }

    /// <summary>The batch that last used it.</summary>
    public long UsedAt { get; set; }

    /// <summary>The earliest instant for which a timer is set, unix milliseconds. Timers are never taken back: an early wake-up changes nothing.</summary>
    public long Armed { get; set; } = Unarmed;
}
