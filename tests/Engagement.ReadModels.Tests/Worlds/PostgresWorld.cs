using System.Data.Common;
using Dapper;
using Engagement.ReadModels.Postgres;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Storage;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.Postgres;
using Npgsql;

namespace Engagement.ReadModels.Tests.Worlds;

/// <summary>In a database. Several on one are several processes.</summary>
internal sealed class PostgresWorld : World
{
    private static readonly string[] Projected =
        ["applied", "progress", "actors", "tails", "timeline", "late", "decisions", "results", "suppressed", "poison"];

    private readonly PostgresDatabase _database;

    private PostgresWorld(string connectionString)
        : base(new ReadModelsOptions { Postgres = connectionString }) => _database = new PostgresDatabase(Bound);

    public static async Task<PostgresWorld> OpenAsync(string connectionString)
    {
        var world = new PostgresWorld(connectionString);
        await world._database.DoAsync(
            async connection =>
            {
                await PostgresSchema.ApplyAsync(connection, create: true, partitions: 4);
                return true;
            },
            CancellationToken.None);
        world.Save("lost");
        return world;
    }

    public override DbConnection PeekArchive() => Peek();

    public override DbConnection PeekProjections() => Peek();

    public override string Text()
    {
        string[] archived = ["batches", "heads", "erasures"];
        using var connection = Peek();
        return string.Concat(archived.Concat(Projected).SelectMany(table => connection.Query<string>($"SELECT t::text FROM {table} AS t"))) + string.Concat(
            new[] { "batches", "timeline", "late", "decisions", "poison" }.SelectMany(
                table => connection.Query<string>($"SELECT encode(body, 'escape') FROM {table}")));
    }

    public override void LoseProjections() => Restore("lost");

    public override void SaveProjections() => Save("saved");

    public override void RestoreProjections() => Restore("saved");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override IStores NewStores() => new PostgresStores(_database);

    protected override IReadModels NewModels(Projector projector) => new PostgresReadModels(_database, projector, Feed, Bound, TimeProvider.System);

    private NpgsqlConnection Peek()
    {
        var connection = new NpgsqlConnection($"{Options.Postgres};Pooling=false;SearchPath=engagement");
        connection.Open();
        return connection;
    }

    private void Save(string schema)
    {
        using var connection = Peek();
        connection.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
        Array.ForEach(Projected, table => connection.Execute($"CREATE TABLE IF NOT EXISTS {schema}.{table} AS TABLE {table}"));
    }

    private void Restore(string schema)
    {
        using var connection = Peek();
        Array.ForEach(Projected, table => connection.Execute(
            $"TRUNCATE {table}; INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM {schema}.{table}"));
    }
}

internal sealed class PostgresWorlds(PostgresFixture postgres) : IWorlds
{
    public async Task<World> NewAsync(string name) => await PostgresWorld.OpenAsync(await postgres.Server.CreateDatabaseAsync());
}
