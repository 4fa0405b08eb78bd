namespace Engagement.Runtime.ReadSide;

/// <summary>
/// Where a host of many processes puts the facts of durable turns, for the projections of all of them to read through
/// <see cref="IFactFeed"/>. Safe for any number of threads and processes.
/// </summary>
public interface IFactLog
{
    /// <summary>
    /// Keeps facts; when it returns they are durable, and every reader that asks from then on finds them. Facts of one actor come in the order
    /// of their numbers; one that is there already (same actor, same number) is passed over, so whoever does not know whether it was kept
    /// gives it again.
    /// </summary>
    /// <exception cref="IOException">Not kept, or not known whether.</exception>
    ValueTask AppendAsync(IReadOnlyList<FactRecord> facts, CancellationToken cancellationToken);
}
