using Engagement.Core;
using NodaTime;

namespace Engagement.Cluster.Timing;

/// <summary>The wake-up grains of the cluster. A person's key picks theirs.</summary>
public sealed class WakeUps(IGrainFactory grains, ClusterHostOptions options)
{
    private const int AtOnce = 32;

    /// <summary>Somebody is to be woken no later than at an instant. When it returns, that is durable.</summary>
    public ValueTask NoteAsync(ActorKey person, Instant due)
    {
        var key = GrainKeys.Of(person);
        return Grain((int)(Core.Hashing.StableHash.Of(key) % (ulong)options.WakeUpGrains)).NoteAsync(key, due.ToUnixTimeMilliseconds());
    }

    /// <summary>Makes sure that all of them are active.</summary>
    public Task TouchAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, options.WakeUpGrains),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        (index, _) => Grain(index).TouchAsync());

    private IWakeUpGrain Grain(int index) => grains.GetGrain<IWakeUpGrain>(index);
}
