namespace Engagement.Node.Storage;

/// <summary>
/// The disk refused a read or a write. What was asked did not happen durably; everything acknowledged before still stands.
/// </summary>
public sealed class StorageRefusedException : IOException
{
    public StorageRefusedException(string file, string reason, int sqliteCode, bool mustRestart)
        : base($"{file}: {reason} (SQLite {sqliteCode})")
    {
        File = file;
        Reason = reason;
        SqliteCode = sqliteCode;
        MustRestart = mustRestart;
    }

    /// <summary>Name of the file, without its folder.</summary>
    public string File { get; }

    /// <summary>The cause in words fit for an operator and for a 503, e.g. <c>disk full</c>.</summary>
    public string Reason { get; }

    /// <summary>SQLite's extended result code.</summary>
    public int SqliteCode { get; }

    /// <summary>
    /// True when this handle must be closed and opened again before anything else is written: after a failed sync or write nobody
    /// knows which pages reached the disk. False when the same call may simply be tried again later.
    /// </summary>
    public bool MustRestart { get; }
}
