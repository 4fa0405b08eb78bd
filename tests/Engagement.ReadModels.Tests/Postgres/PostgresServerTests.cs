using Engagement.Testing.Postgres;
using Npgsql;
using Shouldly;

namespace Engagement.ReadModels.Tests.Postgres;

public sealed class PostgresServerTests
{
    [RequiresPostgresFact]
    public async Task What_was_committed_is_there_after_it_stopped_at_once_and_started_again()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync("shop");
        await ExecuteAsync(database, "CREATE TABLE t (i int); INSERT INTO t VALUES (7)");

        await server.StopAsync();
        await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(database, "SELECT 1"));
        await server.StartAgainAsync();

        (await ExecuteAsync(database, "SELECT i FROM t")).ShouldBe(7);
    }

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
