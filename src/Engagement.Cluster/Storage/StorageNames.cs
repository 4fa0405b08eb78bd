namespace Engagement.Cluster.Storage;

/// <summary>The names under which a silo registers its grain storages.</summary>
public static class StorageNames
{
    /// <summary>The actors: one write makes turns durable.</summary>
    public const string Actors = "actors";

    /// <summary>What the cluster itself must not forget: who is to be woken when, and what is defined.</summary>
    public const string Cluster = "cluster";
}
