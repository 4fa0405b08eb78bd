using Engagement.Cluster.Actors;
using Engagement.Cluster.Storage;
using Orleans.Concurrency;

namespace Engagement.Cluster.Benchmarks;

/// <summary>The least a call to a grain can be.</summary>
public interface IEmptyGrain : IGrainWithStringKey
{
    ValueTask<int> PingAsync(int value);
}

public sealed class EmptyGrain : Grain, IEmptyGrain
{
    public ValueTask<int> PingAsync(int value) => new(value);
}

/// <summary>The least a durable call can be: it writes as many bytes as a person has, and answers.</summary>
public interface IWriteGrain : IGrainWithStringKey
{
    Task WriteAsync(int bytes);
}

[Reentrant]
public sealed class WriteGrain([PersistentState("actor", StorageNames.Actors)] IPersistentState<ActorRecord> record) : Grain, IWriteGrain
{
    public async Task WriteAsync(int bytes)
    {
        record.State.Image = new byte[bytes];
        await record.WriteStateAsync();
    }
}
