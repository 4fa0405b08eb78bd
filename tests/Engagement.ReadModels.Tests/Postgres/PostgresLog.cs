using Dapper;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.ReadModels.Postgres;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engagement.ReadModels.Tests.Postgres;

/// <summary>The fact log as one process holds it. Several on one database are several processes.</summary>
internal sealed class PostgresLog : IAsyncDisposable
{
    private readonly PostgresDatabase _database;

    private PostgresLog(string connectionString)
    {
        var options = new OptionsWrapper<ReadModelsOptions>(new ReadModelsOptions { Postgres = connectionString });
        _database = new PostgresDatabase(options);
        ConnectionString = connectionString;
        Facts = new PostgresFacts(_database, options, TimeProvider.System);
    }

    public string ConnectionString { get; }

    public PostgresFacts Facts { get; }

    public static async Task<PostgresLog> OpenAsync(string connectionString)
    {
        var log = new PostgresLog(connectionString);
        await log.Facts.StartAsync(CancellationToken.None);
        return log;
    }

    public static async Task<PostgresLog> CreateAsync(PostgresServer server) => await OpenAsync(await server.CreateDatabaseAsync());

    /// <summary>One durable write of an actor's facts, numbered from one on.</summary>
    public async Task AppendAsync(ActorKey actor, long from, params Fact[] facts) => await Facts.AppendAsync(
        [.. facts.Select((fact, index) => new FactRecord(actor, from + index, fact))], CancellationToken.None);

    /// <summary>Breaks every connection to the database but this one's, as an operator or a failing network does.</summary>
    public static async Task<int> BreakConnectionsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        return await connection.ExecuteScalarAsync<int>(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await Facts.DisposeAsync();
        await _database.DisposeAsync();
    }
}
