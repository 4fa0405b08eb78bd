namespace Engagement.Node.Storage;

/// <summary>
/// The read side of a partition's actors, over a connection of its own beside the writer. One thread at a time. Throws
/// <see cref="StorageRefusedException"/> when the disk refuses.
/// </summary>
public sealed class ActorTableReader : IDisposable
{
    private readonly SqliteFile _file;
    private readonly Statement _byKey;
    private readonly Statement _withRow;
    private byte[] _image = new byte[4096];

    private ActorTableReader(SqliteFile file)
    {
        _file = file;
        _file.Execute("PRAGMA cache_size=-16000");
        _byKey = file.Prepare("SELECT image, due FROM actors WHERE key = ?1");
        _withRow = file.Prepare("SELECT image, row FROM actors WHERE key = ?1");
    }

    /// <summary>Opens a table that <see cref="ActorTable.Open"/> has created.</summary>
    public static ActorTableReader Open(string path)
    {
        var file = SqliteFile.OpenForReading(path);
        try
        {
            return new ActorTableReader(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The newest folded image of <paramref name="key"/>, and when it wants to be woken (unix milliseconds). The span is valid
    /// until the next call. Allocates only for an image larger than any before.
    /// </summary>
    public bool TryRead(string key, out ReadOnlySpan<byte> image, out long? due)
    {
        image = default;
        due = null;
        _byKey.Bind(1, key);
        if (_byKey.Step())
        {
            image = Keep(_byKey.Blob(0));
            due = _byKey.IntegerOrNull(1);
            _byKey.Reset();
            return true;
        }

        _byKey.Reset();
        return false;
    }

    /// <summary>The newest folded image of <paramref name="key"/>, and the journal row as of which it is; null and 0 when there is none.</summary>
    public byte[]? Read(string key, out long row)
    {
        _withRow.Bind(1, key);
        var found = _withRow.Step();
        var image = found ? _withRow.Blob(0).ToArray() : null;
        row = found ? _withRow.Integer(1) : 0;
        _withRow.Reset();
        return image;
    }

    /// <summary>
    /// Every actor that wants to be woken before <paramref name="before"/> (unix milliseconds), soonest first. Holds one snapshot
    /// until the end of the enumeration, so the WAL grows meanwhile: not for slow consumers.
    /// </summary>
    public IEnumerable<(string Key, long Due)> ScanDue(long before = long.MaxValue)
    {
        using var scan = _file.Prepare("SELECT key, due FROM actors WHERE due < ?1 ORDER BY due");
        scan.Bind(1, before);
        while (scan.Step()) yield return (scan.Text(0), scan.Integer(1));
    }

    /// <summary>Every actor whose key begins with <paramref name="prefix"/>, by key. Holds one snapshot like <see cref="ScanDue"/>.</summary>
    public IEnumerable<(string Key, byte[] Image, long? Due)> ScanPrefix(string prefix)
    {
        using var scan = _file.Prepare("SELECT key, image, due FROM actors WHERE key >= ?1 ORDER BY key");
        scan.Bind(1, prefix);
        while (scan.Step())
        {
            var key = scan.Text(0);
            if (!key.StartsWith(prefix, StringComparison.Ordinal)) yield break;
            yield return (key, scan.Blob(1).ToArray(), scan.IntegerOrNull(2));
        }
    }

    /// <summary>How many actors are in the table. Walks over all of it.</summary>
    public long Count() => _file.Scalar("SELECT count(*) FROM actors");

    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Keep(ReadOnlySpan<byte> blob)
    {
        if (blob.Length > _image.Length) _image = new byte[Math.Max(blob.Length, 2 * _image.Length)];
        blob.CopyTo(_image);
        return _image.AsSpan(0, blob.Length);
    }
}
