using Dapper;
using Engagement.ReadModels.Storage;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>Makes the tables, or lifts them to this build's version. Any number of processes may do so at once.</summary>
internal static class PostgresSchema
{
    public const string Name = "engagement";

    /// <summary>Of the advisory locks of this database; any number that nobody else uses.</summary>
    private const long Lock = 0x656e_6761_6765_01;

    /// <param name="create">False: they must be there.</param>
    /// <param name="partitions">Of the fact log, when it is made now.</param>
    /// <exception cref="IOException">The tables are of a version that this build does not know, or not there.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, bool create, int partitions)
    {
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        var schema = Schema.Read("postgres.sql");
        if (create)
        {
            await connection.ExecuteAsync(
                $"""
                SELECT pg_advisory_xact_lock({Lock});
                CREATE SCHEMA IF NOT EXISTS {Name};
                CREATE TABLE IF NOT EXISTS {Name}.version (one int PRIMARY KEY CHECK (one = 1), version int NOT NULL);
                INSERT INTO {Name}.version VALUES (1, 0) ON CONFLICT DO NOTHING
                """).ConfigureAwait(false);
        }

        var version = await VersionAsync(connection).ConfigureAwait(false);
        if (version > schema.Version || (version < schema.Version && !create))
        {
            throw new IOException(
                $"the schema {Name} is of version {version}; this build needs {schema.Version}. Start the build it belongs to, or let it be created.");
        }

        for (; version < schema.Version; version++)
        {
            await connection.ExecuteAsync(schema.Section(version + 1)).ConfigureAwait(false);
            await connection.ExecuteAsync("UPDATE version SET version = @next", new { next = version + 1 }).ConfigureAwait(false);
        }

        if (create)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO log_partitions SELECT partition, 0 FROM generate_series(0, @partitions - 1) AS partition
                WHERE NOT EXISTS (SELECT FROM log_partitions)
                """,
                new { partitions }).ConfigureAwait(false);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
    }

    private static Task<int> VersionAsync(NpgsqlConnection connection) => connection.ExecuteScalarAsync<int>(
        $"SELECT CASE WHEN to_regclass('{Name}.version') IS NULL THEN 0 ELSE (SELECT max(version) FROM {Name}.version) END");
}
