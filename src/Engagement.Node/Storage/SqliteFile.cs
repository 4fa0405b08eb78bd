using SQLitePCL;

namespace Engagement.Node.Storage;

/// <summary>
/// One connection to one SQLite file in WAL mode with <c>synchronous=FULL</c>. Used by one thread at a time; several connections
/// to a file may work beside each other.
/// </summary>
/// <remarks>It speaks to SQLite's own API: a commit through ADO objects allocates, and hides the extended codes of a failed sync.</remarks>
internal sealed class SqliteFile : IDisposable
{
    private const int NoMutex = 0x8000;

    private readonly List<Statement> _statements = [];
    private readonly sqlite3 _handle;

    static SqliteFile() => Batteries_V2.Init();

    private SqliteFile(string path, sqlite3 handle)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path);
        _handle = handle;
    }

    public string Path { get; }

    public string Name { get; }

    /// <summary>Pages written by this connection since the last call.</summary>
    public int TakePagesWritten()
    {
        const int CacheWrite = 9;
        _ = raw.sqlite3_db_status(_handle, CacheWrite, out var pages, out _, resetFlg: 1);
        return pages;
    }

    /// <summary>True while a transaction is open on this connection.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Opens for writing, and brings the file to the newest version.</summary>
    /// <param name="versions">What leads from each version of the schema to the next, the first from an empty file.</param>
    /// <remarks>
    /// Whatever the last owner left in the WAL is first copied into the file itself and synced. After a sync that failed, or a
    /// process that died between write and sync, frames can be readable from the page cache and yet not be on the disk; the kernel
    /// reports such a failure once and then calls the pages clean. Copying them writes them anew, under a sync of their own.
    /// </remarks>
    public static SqliteFile OpenForWriting(string path, string pragmas, params ReadOnlySpan<string> versions)
    {
        var file = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        try
        {
            file.Execute($"PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF; {pragmas}");
            file.WriteBackWhole();
            file.ApplySchema(versions);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing file for reading only.</summary>
    /// <remarks>The handle itself may write, because a reader that comes first has to rebuild the WAL's index.</remarks>
    public static SqliteFile OpenForReading(string path)
    {
        var file = Open(path, raw.SQLITE_OPEN_READWRITE);
        try
        {
            file.Execute("PRAGMA query_only=ON");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>A statement that is disposed of before the connection.</summary>
    public void Forget(Statement statement) => _statements.Remove(statement);

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    /// <summary>Copies committed WAL frames into the file, without waiting for anybody.</summary>
    /// <returns>True when all were copied, so that the next commit starts the WAL from its beginning.</returns>
    public bool WriteBack()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var frames, out var copied);
        if (result != raw.SQLITE_BUSY) Check(result);
        return result == raw.SQLITE_OK && frames == copied;
    }

    public void RollBack()
    {
        if (InTransaction) _ = raw.sqlite3_exec(_handle, "ROLLBACK");
    }

    /// <summary>The refusal for the call that just failed on this connection.</summary>
    public StorageRefusedException Refusal()
    {
        var code = raw.sqlite3_extended_errcode(_handle);
        var (reason, mustRestart) = StorageFault.Explain(code);
        return new StorageRefusedException(Name, reason, code, mustRestart);
    }

    public void Dispose()
    {
        while (_statements.Count > 0) _statements[^1].Dispose();
        _ = raw.sqlite3_close_v2(_handle);
    }

    private static SqliteFile Open(string path, int flags)
    {
        var result = raw.sqlite3_open_v2(path, out var handle, flags | NoMutex, null);
        var file = new SqliteFile(path, handle);
        if (result != raw.SQLITE_OK)
        {
            var refusal = file.Refusal();
            file.Dispose();
            throw refusal;
        }

        _ = raw.sqlite3_busy_timeout(handle, 5_000);
        return file;
    }

    private void WriteBackWhole()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        Check(result);
    }

    private void ApplySchema(ReadOnlySpan<string> versions)
    {
        var found = (int)Scalar("PRAGMA user_version");
        if (found > versions.Length) throw new InvalidDataException($"{Name} was written by a newer version (format {found}, known {versions.Length})");
        for (var version = found; version < versions.Length; version++)
        {
            Execute($"BEGIN IMMEDIATE; {versions[version]}; PRAGMA user_version={version + 1}; COMMIT");
        }
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) throw Refusal();
    }
}
