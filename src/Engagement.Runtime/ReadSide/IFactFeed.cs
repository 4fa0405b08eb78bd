using Engagement.Core;
using Engagement.Core.Decisions;

namespace Engagement.Runtime.ReadSide;

/// <summary>One fact with its place: facts of an actor are numbered from 1 without gaps.</summary>
public readonly record struct FactRecord(ActorKey Actor, long Sequence, Fact Fact);

/// <summary>The facts of one durable write.</summary>
/// <param name="Position">Grows within a partition, not without gaps.</param>
public sealed record FactBatch(int Partition, long Position, IReadOnlyList<FactRecord> Facts);

/// <summary>Where projections read durable facts from, and let go of what they have kept.</summary>
public interface IFactFeed
{
    int Partitions { get; }

    /// <summary>Position of the last durable write of a partition; 0 when there is none.</summary>
    long Head(int partition);

    /// <summary>The partition that an actor's facts are found in.</summary>
    int PartitionOf(ActorKey actor);

    /// <summary>Durable batches after a position, in order, at most <paramref name="limit"/>; empty when there are none yet.</summary>
    IReadOnlyList<FactBatch> ReadAfter(int partition, long position, int limit);

    /// <summary>Completes when <see cref="Head"/> of any partition may have moved past what was last read.</summary>
    ValueTask WaitAsync(CancellationToken cancellationToken);

    /// <summary>Everything up to a position is durably projected and may be forgotten.</summary>
    void Release(int partition, long position);
}
