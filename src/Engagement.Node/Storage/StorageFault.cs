using SQLitePCL;

namespace Engagement.Node.Storage;

/// <summary>What a SQLite result code means for the one who waits for an answer.</summary>
internal static class StorageFault
{
    /// <summary>Words for <paramref name="code"/> (an extended result code), and whether the handle is spent.</summary>
    public static (string Reason, bool MustRestart) Explain(int code) => code switch
    {
        raw.SQLITE_IOERR_FSYNC or raw.SQLITE_IOERR_DIR_FSYNC => ("I/O error on sync", true),
        raw.SQLITE_IOERR_WRITE => ("I/O error on write", true),
        raw.SQLITE_IOERR_TRUNCATE => ("I/O error on truncate", true),
        raw.SQLITE_IOERR_READ or raw.SQLITE_IOERR_SHORT_READ => ("I/O error on read", true),
        // The shared memory file grows by a few pages: it fails when the disk is full, before anything was written.
        raw.SQLITE_IOERR_SHMSIZE => ("disk full", false),
        raw.SQLITE_IOERR_NOMEM => ("out of memory", false),
        raw.SQLITE_READONLY_DBMOVED => ("file moved or deleted", true),
        _ => ExplainPrimary(code),
    };

    private static (string Reason, bool MustRestart) ExplainPrimary(int code) => (code & 0xFF) switch
    {
        raw.SQLITE_FULL => ("disk full", false),
        raw.SQLITE_READONLY => ("read-only", false),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => ("no permission", false),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ("locked by another process", false),
        raw.SQLITE_CANTOPEN => ("cannot open", false),
        raw.SQLITE_NOMEM => ("out of memory", false),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => ("damaged file", true),
        raw.SQLITE_IOERR => ("I/O error", true),
        _ => ("unexpected error", true),
    };
}
