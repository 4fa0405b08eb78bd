namespace Engagement.Node.Storage;

/// <summary>
/// A partition's journal: one row per batch of turns, numbered without gaps from 1. Owned by one thread, but for
/// <see cref="TrimTo"/> and <see cref="Statistics"/>, which any thread may call.
/// </summary>
public sealed class Journal : IDisposable
{
    /// <summary>Rows deleted together: deleting rebalances the tree, which is paid once per chunk instead of once per commit.</summary>
    internal const int TrimChunk = 8;

    /// <summary>At most this many rows go in one commit, so that catching up delays no answer by much.</summary>
    internal const int TrimBound = 32;

    /// <summary>Pages in the WAL after which they are copied into the file: 32 MB. Larger saves little more and stalls longer.</summary>
    internal const int WriteBackPages = 8_192;

    private const string Schema = "CREATE TABLE journal(seq INTEGER PRIMARY KEY, body BLOB NOT NULL, sum INTEGER NOT NULL)";

    private readonly SqliteFile _file;
    private readonly Statement _begin;
    private readonly Statement _insert;
    private readonly Statement _trim;
    private readonly Statement _commit;
    private readonly int _writeBackPages;
    private StorageRefusedException? _spent;
    private bool _writeBackOwed;
    private int _walPages;
    private long _trimTo;
    private long _firstSeq;
    private long _lastSeq;

    private Journal(SqliteFile file, int writeBackPages)
    {
        _file = file;
        _writeBackPages = writeBackPages;
        _begin = file.Prepare("BEGIN IMMEDIATE");
        _insert = file.Prepare("INSERT INTO journal(seq, body, sum) VALUES (?1, ?2, ?3)");
        _trim = file.Prepare("DELETE FROM journal WHERE seq BETWEEN ?1 AND ?2");
        _commit = file.Prepare("COMMIT");
        _lastSeq = file.Scalar("SELECT max(seq) FROM journal");
        _firstSeq = Math.Max(1, file.Scalar("SELECT min(seq) FROM journal"));
    }

    /// <summary>Number of the newest durable row; 0 before the first.</summary>
    public long LastSeq => Volatile.Read(ref _lastSeq);

    /// <summary>Size and extent, from any thread; approximate while a commit runs.</summary>
    public JournalStatistics Statistics =>
        new(Volatile.Read(ref _firstSeq), LastSeq, LengthOf(_file.Path), LengthOf(_file.Path + "-wal"));

    /// <summary>
    /// Opens or creates the journal and makes durable again whatever an unclean stop left behind. <paramref name="atLeast"/> is a
    /// row known to have been written (the actors' checkpoint).
    /// </summary>
    /// <exception cref="StorageRefusedException">The disk refuses.</exception>
    /// <exception cref="JournalCorruptedException">The journal ends before <paramref name="atLeast"/>: it is not the one it was.</exception>
    public static Journal Open(string path, long atLeast = 0) => Open(path, atLeast, WriteBackPages);

    internal static Journal Open(string path, long atLeast, int writeBackPages)
    {
        var file = SqliteFile.OpenForWriting(path, "PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-16000", Schema);
        try
        {
            var journal = new Journal(file, writeBackPages);
            if (journal.LastSeq >= atLeast) return journal;
            throw new JournalCorruptedException(file.Name, journal.LastSeq + 1, $"missing, although row {atLeast} was once written");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes one row and syncs it. On return it is durable and readable by others; its number is the answer. Allocates nothing.
    /// </summary>
    /// <exception cref="StorageRefusedException">
    /// Nothing was acknowledged: unless <see cref="StorageRefusedException.MustRestart"/>, the row is not there and the call may
    /// be repeated; if it is set, the row may or may not be found by the next opening, and every further call is refused.
    /// </exception>
    public long Append(ReadOnlySpan<byte> body)
    {
        if (_spent is not null) throw Again(_spent);
        if (_writeBackOwed || _walPages >= 2 * _writeBackPages) WriteBack();
        var seq = _lastSeq + 1;
        try
        {
            _begin.Run();
            // Before the insert, so that the new row takes over the pages of the old ones.
            var trimmed = TrimSome();
            _insert.Bind(1, seq);
            _insert.Bind(2, body);
            _insert.Bind(3, JournalSum.Of(seq, body));
            _insert.Run();
            _commit.Run();
            Volatile.Write(ref _firstSeq, trimmed + 1);
        }
        catch (StorageRefusedException refusal)
        {
            Refused(refusal);
            throw;
        }

        Volatile.Write(ref _lastSeq, seq);
        _walPages += _file.TakePagesWritten();
        return seq;
    }

    /// <summary>
    /// Lets go of rows up to and including <paramref name="seq"/>; they are deleted a few at a time within later commits. The newest
    /// row always stays, since the next number follows from it. Never takes back an earlier, higher call.
    /// </summary>
    public void TrimTo(long seq)
    {
        var seen = Volatile.Read(ref _trimTo);
        while (seq > seen)
        {
            var before = Interlocked.CompareExchange(ref _trimTo, seq, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    /// <summary>
    /// Copies the WAL into the file when it has grown enough. To be called between commits, when no answer waits: it takes some
    /// milliseconds. If it never is, <see cref="Append"/> does it at twice the size.
    /// </summary>
    /// <exception cref="StorageRefusedException">The journal must be opened again; all rows so far are durable.</exception>
    public void WriteBackWhenDue()
    {
        if (_spent is null && _walPages >= _writeBackPages) WriteBack();
    }

    public void Dispose() => _file.Dispose();

    private static StorageRefusedException Again(StorageRefusedException refusal) =>
        new(refusal.File, refusal.Reason, refusal.SqliteCode, mustRestart: true);

    private static long LengthOf(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? info.Length : 0;
    }

    private long TrimSome()
    {
        var upTo = Math.Min(Volatile.Read(ref _trimTo), _lastSeq);
        if (upTo - _firstSeq < TrimChunk - 1) return _firstSeq - 1;
        upTo = Math.Min(upTo, _firstSeq + TrimBound - 1);
        _trim.Bind(1, _firstSeq);
        _trim.Bind(2, upTo);
        _trim.Run();
        return upTo;
    }

    private void Refused(StorageRefusedException refusal)
    {
        _file.RollBack();
        if (refusal.MustRestart || _file.InTransaction) _spent = refusal;
        // A WAL that is copied back starts over in place: that gives room on a full disk without any growth.
        _writeBackOwed = true;
    }

    private void WriteBack()
    {
        try
        {
            var whole = _file.WriteBack();
            _walPages = whole ? 0 : _writeBackPages / 2;
        }
        catch (StorageRefusedException refusal)
        {
            if (refusal.MustRestart)
            {
                _spent = refusal;
                throw;
            }

            _walPages = _writeBackPages / 2;
        }

        _writeBackOwed = false;
    }
}
