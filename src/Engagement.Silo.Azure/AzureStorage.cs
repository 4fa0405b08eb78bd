using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Engagement.Silo.Azure;

/// <summary>The clients of the storage account, one of each for the process. Safe for any number of threads.</summary>
internal sealed class AzureStorage(IOptions<AzureOptions> options)
{
    // Made when it is first needed: with connection strings alone nobody asks for a token.
    private readonly Lazy<TokenCredential> _identity = new(static () => new DefaultAzureCredential());

    private BlobServiceClient? _blobs;
    private TableServiceClient? _tables;

    public TokenCredential Identity => _identity.Value;

    public BlobServiceClient Blobs => _blobs ??= options.Value.IsByIdentity
        ? new BlobServiceClient(new Uri(options.Value.Blobs!), Identity)
        : new BlobServiceClient(options.Value.ConnectionString);

    public TableServiceClient Tables => _tables ??= options.Value.IsByIdentity
        ? new TableServiceClient(new Uri(options.Value.Tables!), Identity)
        : new TableServiceClient(options.Value.ConnectionString);

    public string SilosTable => $"{options.Value.Prefix}silos";

    public string RemindersTable => $"{options.Value.Prefix}reminders";

    /// <param name="storage">One of <see cref="Cluster.Storage.StorageNames"/>.</param>
    public string ContainerOf(string storage) => options.Value.ContainerOf(storage);
}
