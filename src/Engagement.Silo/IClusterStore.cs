namespace Engagement.Silo;

/// <summary>
/// Where a cluster keeps itself: who its silos are, what its grains hold, when they are to be reminded. Read models and facts are on
/// PostgreSQL wherever that is.
/// </summary>
public interface IClusterStore
{
    /// <summary>The sections of the configuration that it reads, by their paths, beside those that every silo does.</summary>
    IReadOnlyList<string> Sections { get; }

    /// <summary>Adds what the store needs from the container, its options first, and what else the process can do where the store is.</summary>
    /// <param name="inMemory">The cluster lives in this process alone and joins nothing: options of the store need not be there.</param>
    void AddServices(IServiceCollection services, IConfiguration configuration, bool inMemory);

    /// <summary>Membership, reminders and the grain storages <see cref="Cluster.Storage.StorageNames"/> names, each with <paramref name="records"/>.</summary>
    void Join(ISiloBuilder silo, SiloOptions options, Orleans.Storage.IGrainStorageSerializer records);

    /// <summary>Membership, for a process that keeps no actors itself.</summary>
    void Join(IClientBuilder client, SiloOptions options);

    /// <summary>Makes what is not there yet, before the silo joins. Any number of processes may do so at once.</summary>
    /// <exception cref="Exception">One that <see cref="IsFailure"/> knows: the store cannot be used.</exception>
    Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken);

    /// <summary>Whether it is the store that says no, rather than a bug that shows.</summary>
    bool IsFailure(Exception failure);
}
