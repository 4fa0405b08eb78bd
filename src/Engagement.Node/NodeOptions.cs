using System.ComponentModel.DataAnnotations;

namespace Engagement.Node;

/// <summary>How the embedded host keeps its actors. Bound from <c>Engagement:Node</c>.</summary>
public sealed class NodeOptions
{
    public const string Section = "Engagement:Node";

    /// <summary>Folder for the journal and the actors; made when missing. Only one process may use it at a time.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Single-writer loops. 0, the default: one per core. A data folder keeps the number it was made with.</summary>
    [Range(0, 64)]
    public int Partitions { get; set; }

    /// <summary>Commands that may wait in each partition before more are refused as overload. Default 65,536.</summary>
    [Range(1, 10_000_000)]
    public int MailboxCapacity { get; set; } = 65_536;

    /// <summary>Turns that share one write at the most. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int TurnsPerCommit { get; set; } = 4_096;

    /// <summary>Actors each partition keeps as objects; beyond it the least recently used go. Default 50,000.</summary>
    [Range(1, 100_000_000)]
    public int HotActors { get; set; } = 50_000;

    /// <summary>Time between two folds of the journal into the table of actors. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Journal bytes per partition above which commands are refused as overload until a fold or the read models catch up. Default 4 GiB.</summary>
    [Range(1L << 20, 1L << 50)]
    public long JournalLimit { get; set; } = 4L << 30;

    /// <summary>Whether facts are written for read models, and the journal kept until they have them. Off only where nothing reads them.</summary>
    public bool Facts { get; set; } = true;
}
