using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Engagement.ReadModels.Storage;

/// <summary>
/// A prepared statement for the hot path: parameters are bound by place, from 1, without boxing or copying to an array. Must be let go
/// before its connection. Not thread-safe.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is closed");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public Statement Bind(int place, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, place, value));
        return this;
    }

    public Statement Bind(int place, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, place, value));
        return this;
    }

    public Statement Bind(int place, string value)
    {
        Check(raw.sqlite3_bind_text(_statement, place, value));
        return this;
    }

    public Statement Bind(int place, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, place, 0) : raw.sqlite3_bind_blob(_statement, place, value));
        return this;
    }

    /// <summary>Runs it to its end. The parameters stay bound.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>True: a row can be read. False: it is at its end and ready to run again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        // The reset repeats the failure of the step, which is reported once, with the words that belong to it.
        if (code != raw.SQLITE_DONE)
        {
            try
            {
                Check(code);
            }
            finally
            {
                Reset();
            }
        }

        Reset();
        return false;
    }

    public void Reset() => _ = raw.sqlite3_reset(_statement);

    /// <param name="column">From 0.</param>
    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
