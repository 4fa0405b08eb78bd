using Dapper;
using Engagement.Core;
using Engagement.ReadModels.Storage;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>A session of the one writer. Rows gather, and go in one round trip with an array for each column.</summary>
internal sealed class PostgresStore(NpgsqlConnection connection) : IStore
{
    private static readonly StatementTexts Texts = StatementTexts.Read("postgres.statements.sql");

    private readonly List<GatheredRows> _gathered = [];
    private long[] _published = [];

    public void Begin() => Execute("BEGIN TRANSACTION");

    public void Commit() => Execute("COMMIT TRANSACTION");

    public IStatement Prepare(string name) => new PostgresStatement(this, connection, Texts[name]);

    public IStatement PrepareRows(string name)
    {
        var rows = new GatheredRows(this, Texts[name]);
        _gathered.Add(rows);
        return rows;
    }

    public void Flush()
    {
        using var batch = new NpgsqlBatch(connection);
        _gathered.ForEach(rows => rows.MoveTo(batch));
        if (batch.BatchCommands.Count > 0)
        {
            batch.ExecuteNonQuery();
        }
    }

    public int Execute(string sql, object? parameters = null)
    {
        Flush();
        return connection.Execute(sql, parameters);
    }

    public T? Scalar<T>(string sql, object? parameters)
    {
        Flush();
        return connection.ExecuteScalar<T>(sql, parameters);
    }

    public IReadOnlyList<T> Query<T>(string sql, object? parameters)
    {
        Flush();
        return connection.Query<T>(sql, parameters).AsList();
    }

    public IEnumerable<T> Stream<T>(string sql, object? parameters)
    {
        Flush();
        return connection.Query<T>(sql, parameters, buffered: false);
    }

    public IReadOnlyList<(ActorKey Actor, ActorRow? Row)> ReadActors(IEnumerable<ActorKey> actors)
    {
        var keys = actors.ToDictionary(actor => actor.ToString());
        var rows = Query<(string Key, long Id, long Erased, long Sequence, long Chunk, long Hour)>(
            """
            SELECT key, id, erased, coalesce(sequence, 0), coalesce(chunk, 0), coalesce(hour, 0)
            FROM actors LEFT JOIN tails ON actor = id WHERE key = ANY(@keys)
            """,
            new { keys = keys.Keys.ToArray() }).ToDictionary(row => row.Key);
        return
        [
            .. keys.Select((ActorKey, ActorRow?) (key) => (key.Value, rows.TryGetValue(key.Key, out var row)
                ? new ActorRow(row.Id, row.Erased != 0, row.Sequence, row.Chunk, row.Hour)
                : null)),
        ];
    }

    public void Fold()
    {
        // Dead rows are the database's to clear away: autovacuum does.
    }

    public void Publish(ReadOnlySpan<long> positions)
    {
        if (!positions.SequenceEqual(_published))
        {
            _published = positions.ToArray();
            Execute("UPDATE progress SET positions = @positions", new { positions = _published });
        }
    }

    public void Withdraw()
    {
        _published = [];
        Execute("UPDATE progress SET positions = NULL");
    }

    /// <summary>Rolls back and lets go of the lock before it closes: the server hears of a closed connection a little later.</summary>
    public void Dispose()
    {
        try
        {
            connection.Execute("ROLLBACK TRANSACTION; SELECT pg_advisory_unlock_all()");
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            // The session is broken, and with it goes its lock.
        }

        connection.Dispose();
    }
}
