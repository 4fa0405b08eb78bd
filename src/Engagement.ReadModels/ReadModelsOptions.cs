using System.ComponentModel.DataAnnotations;

namespace Engagement.ReadModels;

/// <summary>Where the read models are kept and for how long. Bound from <c>Engagement:ReadModels</c>.</summary>
public sealed class ReadModelsOptions
{
    public const string Section = "Engagement:ReadModels";

    /// <summary>Folder of <c>facts.db</c> and <c>readmodels.db</c>; made when it is not there. Default <c>data</c>, in the current folder.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; set; } = "data";

    /// <summary>
    /// How long facts are kept, and with them timelines, decisions, and how far back a rebuild reaches. Results are kept for good. 1 to 3,650
    /// days; default 90.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long facts gather before they are projected while nobody waits for them. 0 to 10 s; default 50 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a question waits for what was written before it. 10 ms to 60 s; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// On PostgreSQL: the connection string of the database that all processes share. Needed there; not used on SQLite. The tables are in its
    /// schema <c>engagement</c>.
    /// </summary>
    public string Postgres { get; set; } = string.Empty;

    /// <summary>On PostgreSQL: make the tables, or lift them to this build's version, at the start. Default true.</summary>
    public bool CreateSchema { get; set; } = true;

    /// <summary>On PostgreSQL: partitions of the fact log, when it is made; the number then stays. 1 to 64; default 4.</summary>
    [Range(1, 64)]
    public int Partitions { get; set; } = 4;
}
