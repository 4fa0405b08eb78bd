using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Engagement.ReadModels.Storage;

/// <summary>
/// Made for the hot path: parameters are bound without boxing or copying to an array.
/// </summary>
internal sealed class SqliteStatement : IStatement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is closed");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public IStatement Bind(int place, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, place, value));
        return this;
    }

    public IStatement Bind(int place, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, place, value));
        return this;
    }

    public IStatement Bind(int place, string value)
    {
        Check(raw.sqlite3_bind_text(_statement, place, value));
        return this;
    }

    public IStatement Bind(int place, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, place, 0) : raw.sqlite3_bind_blob(_statement, place, value));
        return this;
    }

    public void Run()
    {
        while (Step())
        {
        }
    }

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

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
