using SQLitePCL;

namespace Engagement.Node.Storage;

/// <summary>
/// Reads a journal beside its writer, over a connection of its own. One thread at a time.
/// </summary>
public sealed class JournalReader : IDisposable
{
    private const int ChunkRows = 64;
    private const int ChunkBytes = 8 * 1024 * 1024;

    private readonly SqliteFile _file;
    private readonly Statement _after;

    private JournalReader(SqliteFile file)
    {
        _file = file;
        _after = file.Prepare("SELECT seq, body, sum FROM journal WHERE seq > ?1 ORDER BY seq");
    }

    /// <exception cref="StorageRefusedException">The journal does not exist, or the disk refuses.</exception>
    public static JournalReader Open(string path)
    {
        var file = SqliteFile.OpenForReading(path);
        try
        {
            return new JournalReader(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The rows after <paramref name="seq"/> that are committed by the time each is reached, in order, every one checked.
    /// No snapshot is held while the caller works on a row. The caller must have kept them from being trimmed.
    /// </summary>
    /// <exception cref="JournalCorruptedException">A body is not what was written, or a row is missing; rows before it were handed out.</exception>
    /// <exception cref="StorageRefusedException">The disk refuses.</exception>
    public IEnumerable<(long Seq, byte[] Body)> ReadAfter(long seq)
    {
        var chunk = new List<(long Seq, byte[] Body)>(ChunkRows);
        var last = seq;
        while (true)
        {
            var fault = ReadChunk(last, chunk);
            foreach (var row in chunk) yield return row;
            if (fault is not null) throw fault;
            if (chunk.Count == 0) yield break;
            last = chunk[^1].Seq;
            chunk.Clear();
        }
    }

    /// <summary>Bytes of the rows after <paramref name="seq"/>. Looks at the length of each.</summary>
    public long BytesAfter(long seq) => _file.Scalar($"SELECT coalesce(sum(length(body)), 0) FROM journal WHERE seq > {seq}");

    public void Dispose() => _file.Dispose();

    private JournalCorruptedException? ReadChunk(long after, List<(long Seq, byte[] Body)> chunk)
    {
        var next = after + 1;
        var bytes = 0;
        try
        {
            _after.Bind(1, after);
            while (chunk.Count < ChunkRows && bytes < ChunkBytes && _after.Step())
            {
                if (Fault(next) is { } fault) return fault;
                var body = _after.Blob(1).ToArray();
                chunk.Add((next++, body));
                bytes += body.Length;
            }

            return null;
        }
        catch (StorageRefusedException refusal) when ((refusal.SqliteCode & 0xFF) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return new JournalCorruptedException(_file.Name, next, $"SQLite finds the file damaged ({refusal.SqliteCode})");
        }
        finally
        {
            _after.Reset();
        }
    }

    private JournalCorruptedException? Fault(long expected)
    {
        var seq = _after.Integer(0);
        if (seq != expected) return new JournalCorruptedException(_file.Name, expected, $"missing, the next is {seq}");
        if (_after.Integer(2) == JournalSum.Of(seq, _after.Blob(1))) return null;
        return new JournalCorruptedException(_file.Name, seq, "the body is not what was written (CRC-32C differs)");
    }
}
