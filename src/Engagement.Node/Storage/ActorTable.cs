namespace Engagement.Node.Storage;

/// <summary>
/// The write side of a partition's actors: their images, each with when it wants to be woken and the journal row as of which it is, and the
/// row up to which all this is complete. One thread at a time (the checkpointer's); readers open an <see cref="ActorTableReader"/>.
/// </summary>
public sealed class ActorTable : IDisposable
{
    /// <summary>Pages in the WAL after which a commit copies them into the file: 64 MB, since a fold touches pages everywhere.</summary>
    private const int WriteBackPages = 16_384;

    private const string Schema =
        "CREATE TABLE actors(key TEXT PRIMARY KEY, image BLOB NOT NULL, due INTEGER) WITHOUT ROWID; "
        + "CREATE INDEX actors_due ON actors(due) WHERE due IS NOT NULL; "
        + "CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID; "
        + "INSERT INTO meta(name, value) VALUES ('checkpoint', 0)";

    /// <summary>An image of before is as of the checkpoint: no row after it is in.</summary>
    private const string WithRow = "ALTER TABLE actors ADD COLUMN row INTEGER NOT NULL DEFAULT 0";

    private readonly SqliteFile _file;
    private readonly Statement _begin;
    private readonly Statement _put;
    private readonly Statement _mark;
    private readonly Statement _commit;

    private ActorTable(SqliteFile file)
    {
        _file = file;
        _begin = file.Prepare("BEGIN IMMEDIATE");
        _put = file.Prepare(
            "INSERT INTO actors(key, image, due, row) VALUES (?1, ?2, ?3, ?4) "
            + "ON CONFLICT(key) DO UPDATE SET image = excluded.image, due = excluded.due, row = excluded.row");
        _mark = file.Prepare("UPDATE meta SET value = ?1 WHERE name = 'checkpoint'");
        _commit = file.Prepare("COMMIT");
        CheckpointSeq = file.Scalar("SELECT value FROM meta WHERE name = 'checkpoint'");
    }

    /// <summary>The journal row up to which every image is in the table, durably.</summary>
    public long CheckpointSeq { get; private set; }

    /// <exception cref="StorageRefusedException">The disk refuses.</exception>
    public static ActorTable Open(string path)
    {
        var pragmas = $"PRAGMA wal_autocheckpoint={WriteBackPages}; PRAGMA cache_size=-65536";
        var file = SqliteFile.OpenForWriting(path, pragmas, Schema, WithRow);
        try
        {
            return new ActorTable(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Starts one transaction of images. Nothing of it is visible or durable until <see cref="ActorFold.Commit"/>; disposed
    /// before, it leaves no trace. Images sorted by key are written faster than in random order.
    /// </summary>
    public ActorFold BeginFold()
    {
        _begin.Run();
        return new ActorFold(this);
    }

    public void Dispose() => _file.Dispose();

    internal void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> image, long? due, long row)
    {
        _put.BindText(1, key);
        _put.Bind(2, image);
        _put.Bind(3, due);
        _put.Bind(4, row);
        _put.Run();
    }

    internal void Commit(long checkpointSeq)
    {
        _mark.Bind(1, checkpointSeq);
        _mark.Run();
        _commit.Run();
        CheckpointSeq = checkpointSeq;
    }

    internal void RollBack() => _file.RollBack();
}
