using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Engagement.Node.Storage;

/// <summary>A prepared statement, used over and over without allocating.</summary>
internal sealed class Statement(SqliteFile file, sqlite3_stmt handle) : IDisposable
{
    private const int KeyBytesOnStack = 512;

    public void Bind(int index, long value) => _ = raw.sqlite3_bind_int64(handle, index, value);

    public void Bind(int index, long? value)
    {
        if (value is { } number) Bind(index, number);
        else _ = raw.sqlite3_bind_null(handle, index);
    }

    public void Bind(int index, ReadOnlySpan<byte> blob) => _ = raw.sqlite3_bind_blob(handle, index, blob);

    public void Bind(int index, string text)
    {
        var bound = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = bound > KeyBytesOnStack ? ArrayPool<byte>.Shared.Rent(bound) : null;
        var bytes = rented ?? stackalloc byte[KeyBytesOnStack];
        BindText(index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    public void BindText(int index, ReadOnlySpan<byte> utf8) => _ = raw.sqlite3_bind_text(handle, index, utf8);

    /// <summary>True with a row, false at the end. A failure resets the statement and throws.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE) return false;
        var refusal = file.Refusal();
        Reset();
        throw refusal;
    }

    /// <summary>Runs to the end and is ready again.</summary>
    public void Run()
    {
        _ = Step();
        Reset();
    }

    /// <summary>Ends a read early or late: until then its snapshot keeps the WAL from starting over.</summary>
    public void Reset() => _ = raw.sqlite3_reset(handle);

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public long? IntegerOrNull(int column) =>
        raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL ? null : Integer(column);

    /// <summary>Points into SQLite's memory: valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public void Dispose()
    {
        handle.Dispose();
        file.Forget(this);
    }
}
