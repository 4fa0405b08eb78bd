using Engagement.Silo.Postgres;
using Engagement.Testing.Postgres;
using Npgsql;

namespace Engagement.Cluster.Tests.Postgres;

/// <summary>A database of its own.</summary>
internal sealed class OrleansDatabase : IAsyncDisposable
{
    private OrleansDatabase(string connectionString) => (ConnectionString, Source) = (connectionString, NpgsqlDataSource.Create(connectionString));

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>With nothing in it.</summary>
    public static async Task<OrleansDatabase> EmptyAsync(PostgresFixture postgres) => new(await postgres.Server.CreateDatabaseAsync());

    public static async Task<OrleansDatabase> PreparedAsync(PostgresFixture postgres)
    {
        var database = await EmptyAsync(postgres);
        await database.ApplyAsync();
        return database;
    }

    public Task ApplyAsync() => OrleansSchema.ApplyAsync(Source, CancellationToken.None);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of each row as text.</summary>
    public async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add($"{reader.GetValue(0)}");
        }

        return rows;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
