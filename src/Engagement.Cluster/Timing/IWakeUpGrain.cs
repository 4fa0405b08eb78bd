using Orleans.Concurrency;

namespace Engagement.Cluster.Timing;

/// <summary>Holds when a share of all people is to be woken, and wakes them: within the second while it is active, at least once.</summary>
[Alias("engagement.wakeUps")]
public interface IWakeUpGrain : IGrainWithIntegerKey
{
    /// <summary>Somebody is to be woken no later than at an instant. When it returns, that is durable.</summary>
    /// <param name="person">The key of the person's grain.</param>
    /// <param name="due">Milliseconds since 1970.</param>
    ValueTask NoteAsync(string person, long due);

    /// <summary>Wakes whoever is due.</summary>
    [OneWay]
    Task RingAsync();

    /// <summary>Makes sure that it is active.</summary>
    ValueTask TouchAsync();
}
