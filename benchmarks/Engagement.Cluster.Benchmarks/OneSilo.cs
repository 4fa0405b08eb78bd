using Engagement.Cluster.Hosting;
using Engagement.Cluster.Storage;
using Engagement.Core;
using Engagement.Core.Messages;
using Engagement.ReadModels;
using Engagement.Runtime.InApp;
using Engagement.Runtime.ReadSide;
using Engagement.Silo.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Engagement.Cluster.Benchmarks;

/// <summary>A silo in this process, with memory or PostgreSQL beneath.</summary>
internal static class OneSilo
{
    private const string Invariant = "Npgsql";

    /// <param name="database">Connection string; null: in memory.</param>
    public static async Task<RunningSilo> StartAsync(string? database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<IStreams, Nobody>();
        if (database is null)
        {
            builder.Services.AddSingleton<IFactLog, MemoryFacts>();
        }
        else
        {
            await using (var source = NpgsqlDataSource.Create(database))
            {
                await OrleansSchema.ApplyAsync(source, default);
            }

            builder.Services.Configure<ReadModelsOptions>(models => models.Postgres = database);
            builder.Services.AddPostgresReadModels();
        }

        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            foreach (var name in (string[])[StorageNames.Actors, StorageNames.Cluster])
            {
                if (database is null)
                {
                    silo.AddMemoryGrainStorage(name, memory => memory.GrainStorageSerializer = new RecordSerializer());
                }
                else
                {
                    silo.AddAdoNetGrainStorage(
                        name, store => (store.Invariant, store.ConnectionString, store.GrainStorageSerializer) = (Invariant, database, new RecordSerializer()));
                }
            }

            silo.UseInMemoryReminderService();
            silo.UseEngagement();
        });
        var host = builder.Build();
        await host.StartAsync();
        return new RunningSilo(host);
    }

    private sealed class Nobody : IStreams
    {
        public void Present(WorkspaceId workspace, PersonId person, QueuedMessage message)
        {
        }

        public void Recall(WorkspaceId workspace, PersonId person, DeliveryId delivery)
        {
        }

        public void Close(WorkspaceId workspace, PersonId person)
        {
        }

        public void Resync(WorkspaceId workspace, PersonId person)
        {
        }

        public IReadOnlyCollection<PersonId> Watching(WorkspaceId workspace) => [];
    }
}

internal sealed class RunningSilo(IHost host) : IAsyncDisposable
{
    public IServiceProvider Services => host.Services;

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
