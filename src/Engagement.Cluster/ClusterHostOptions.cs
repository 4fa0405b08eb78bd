using System.ComponentModel.DataAnnotations;

namespace Engagement.Cluster;

/// <summary>How a process takes part in the cluster. Bound from <c>Engagement:Cluster</c>.</summary>
public sealed class ClusterHostOptions
{
    public const string Section = "Engagement:Cluster";

    /// <summary>Commands that may wait in this process, for actors anywhere, before more are refused as overload. Default 65,536.</summary>
    [Range(1, 10_000_000)]
    public int MailboxCapacity { get; set; } = 65_536;

    /// <summary>Commands to one actor that go in one call at the most. Default 1,024.</summary>
    [Range(1, 65_536)]
    public int CommandsPerCall { get; set; } = 1_024;

    /// <summary>
    /// Grains that hold who is to be woken when. The same in every process of a cluster; how many: <c>deploy/README.md</c>. Whoever waits in a
    /// grain that is no longer counted is woken all the same, but after its silo was lost up to a minute late: only its reminder brings it
    /// back. Default 256.
    /// </summary>
    [Range(1, 65_536)]
    public int WakeUpGrains { get; set; } = 256;

    /// <summary>Actors that one wake-up grain wakes at once. Default 64.</summary>
    [Range(1, 10_000)]
    public int WakeUpsAtOnce { get; set; } = 64;

    /// <summary>Time between two looks whether a definition changed unheard of. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan CatalogCheck { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time between two announcements of each open stream to the person's actor, wherever that is by now. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StreamAnnouncement { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take before its caller is told that it is not known whether it happened. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
