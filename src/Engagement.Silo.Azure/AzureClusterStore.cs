using Azure;
using Azure.Identity;
using Engagement.Cluster.Storage;
using Engagement.Runtime.Hosting;
using Engagement.Silo.Azure.EventHubs;
using Orleans.Storage;

namespace Engagement.Silo.Azure;

/// <summary>
/// A cluster that keeps itself in an Azure Storage account through Orleans' providers: membership and reminders in tables, what grains hold in
/// blobs, a container for each grain storage. Its processes can be fed by Event Hubs.
/// </summary>
public sealed class AzureClusterStore : IClusterStore
{
    private static readonly string[] Storages = [StorageNames.Actors, StorageNames.Cluster];

    public IReadOnlyList<string> Sections => [AzureOptions.Section, EventHubsOptions.Section];

    public void AddServices(IServiceCollection services, IConfiguration configuration, bool inMemory)
    {
        // A stream keeps its checkpoints in the account also where the cluster keeps nothing in it.
        if (!inMemory || EventHubsStream.IsConfigured(configuration))
        {
            services.AddBoundOptions<AzureOptions>(AzureOptions.Section);
            services.AddSingleton<AzureStorage>();
        }

        services.AddEventHubsStream(configuration);
    }

    public void Join(ISiloBuilder silo, SiloOptions options, IGrainStorageSerializer records)
    {
        silo.UseAzureStorageClustering(clustering => clustering.Configure<AzureStorage>(
            (store, account) => (store.TableServiceClient, store.TableName) = (account.Tables, account.SilosTable)));
        foreach (var name in Storages)
        {
            silo.AddAzureBlobGrainStorage(name, storage => storage.Configure<AzureStorage>((store, account) =>
                (store.BlobServiceClient, store.ContainerName, store.GrainStorageSerializer) = (account.Blobs, account.ContainerOf(name), records)));
        }

        silo.UseAzureTableReminderService(reminders => reminders.Configure<AzureStorage>(
            (store, account) => (store.TableServiceClient, store.TableName) = (account.Tables, account.RemindersTable)));
    }

    public void Join(IClientBuilder client, SiloOptions options) =>
        client.UseAzureStorageClustering(clustering => clustering.Configure<AzureStorage>(
            (store, account) => (store.TableServiceClient, store.TableName) = (account.Tables, account.SilosTable)));

    /// <inheritdoc/>
    /// <remarks>Orleans' providers make what they miss as well; here it is found out first, and in one line, that the account says no.</remarks>
    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var account = services.GetRequiredService<AzureStorage>();
        await account.Tables.CreateTableIfNotExistsAsync(account.SilosTable, cancellationToken);
        await account.Tables.CreateTableIfNotExistsAsync(account.RemindersTable, cancellationToken);
        foreach (var name in Storages)
        {
            await account.Blobs.GetBlobContainerClient(account.ContainerOf(name)).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    // What was tried several times comes as all its failures together.
    public bool IsFailure(Exception failure) => failure is RequestFailedException or AuthenticationFailedException
        || (failure is AggregateException several && several.InnerExceptions.All(IsFailure));
}
