using Orleans.Concurrency;

namespace Engagement.Cluster.Catalogs;

/// <summary>All definitions of one workspace. Its key is the workspace.</summary>
[Alias("engagement.catalog")]
public interface ICatalogGrain : IGrainWithStringKey
{
    /// <summary>A definition is now this. When it returns, that is durable and every process that answers has it in force.</summary>
    Task PublishAsync(CatalogEntry entry);

    /// <summary>What changed after a version, as far as it is durable; everything after 0.</summary>
    [AlwaysInterleave]
    Task<CatalogChange> ReadAsync(long after);
}

/// <summary>Which version the definitions of each workspace have, and the processes to be told of changes. There is one.</summary>
[Alias("engagement.catalogBoard")]
public interface ICatalogBoardGrain : IGrainWithIntegerKey
{
    Task<CatalogVersion[]> VersionsAsync();

    /// <summary>Notes a change and tells every process of it; those that do not answer soon find out by themselves.</summary>
    Task AnnounceAsync([Immutable] CatalogChange change);

    /// <summary>Asks to be told; to be repeated before <see cref="CatalogBoardGrain.SubscriptionExpiry"/> is over.</summary>
    Task SubscribeAsync(string process, ICatalogObserver observer);

    Task UnsubscribeAsync(string process);
}

/// <summary>A process that decides by definitions.</summary>
public interface ICatalogObserver : IGrainObserver
{
    /// <summary>When it returns, the change is in force in this process.</summary>
    Task ChangedAsync([Immutable] CatalogChange change);
}
