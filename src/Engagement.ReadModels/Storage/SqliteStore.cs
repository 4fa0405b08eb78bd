using Dapper;
using Engagement.Core;
using Microsoft.Data.Sqlite;

namespace Engagement.ReadModels.Storage;

/// <summary>One of the two files.</summary>
internal sealed class SqliteStore(SqliteConnection connection) : IStore
{
    private static readonly StatementTexts Texts = StatementTexts.Read("sqlite.statements.sql");

    public void Begin() => connection.Execute("BEGIN IMMEDIATE");

    public void Commit() => connection.Execute("COMMIT TRANSACTION");

    public IStatement Prepare(string name) => new SqliteStatement(connection, Texts[name]);

    public IStatement PrepareRows(string name) => Prepare(name);

    public void Flush()
    {
        // Each row was written when it was run.
    }

    public int Execute(string sql, object? parameters) => connection.Execute(sql, parameters);

    public T? Scalar<T>(string sql, object? parameters) => connection.ExecuteScalar<T>(sql, parameters);

    public IReadOnlyList<T> Query<T>(string sql, object? parameters) => connection.Query<T>(sql, parameters).AsList();

    public IEnumerable<T> Stream<T>(string sql, object? parameters) => connection.Query<T>(sql, parameters, buffered: false);

    public IReadOnlyList<(ActorKey Actor, ActorRow? Row)> ReadActors(IEnumerable<ActorKey> actors) => [];

    /// <summary>Moves what stands in the write-ahead log to its place and empties the log, unless a reader is in the way.</summary>
    public void Fold() => connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    public void Publish(ReadOnlySpan<long> positions)
    {
        // There is no other process.
    }

    public void Withdraw()
    {
        // There is no other process.
    }

    public void Dispose() => connection.Dispose();
}
