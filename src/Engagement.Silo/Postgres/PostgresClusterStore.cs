using Engagement.Cluster.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Storage;

namespace Engagement.Silo.Postgres;

/// <summary>A cluster that keeps itself in the database its read models are in, through Orleans' ADO.NET providers.</summary>
internal sealed class PostgresClusterStore : IClusterStore
{
    private const string Invariant = "Npgsql";

    public IReadOnlyList<string> Sections => [];

    public void AddServices(IServiceCollection services, IConfiguration configuration, bool inMemory)
    {
        // The connection string is among the options of every silo.
    }

    public void Join(ISiloBuilder silo, SiloOptions options, IGrainStorageSerializer records)
    {
        silo.UseAdoNetClustering(store => (store.Invariant, store.ConnectionString) = (Invariant, options.Postgres));
        foreach (var name in (string[])[StorageNames.Actors, StorageNames.Cluster])
        {
            silo.AddAdoNetGrainStorage(
                name,
                store => (store.Invariant, store.ConnectionString, store.GrainStorageSerializer) = (Invariant, options.Postgres, records));
        }

        silo.UseAdoNetReminderService(store => (store.Invariant, store.ConnectionString) = (Invariant, options.Postgres));
    }

    public void Join(IClientBuilder client, SiloOptions options) =>
        client.UseAdoNetClustering(store => (store.Invariant, store.ConnectionString) = (Invariant, options.Postgres));

    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(services.GetRequiredService<IOptions<SiloOptions>>().Value.Postgres);
        await OrleansSchema.ApplyAsync(database, cancellationToken);
    }

    public bool IsFailure(Exception failure) => failure is NpgsqlException;
}
