using Engagement.Cluster.InApp;
using Engagement.Cluster.Storage;
using Engagement.Core.Decisions;
using NodaTime;
using Orleans.Concurrency;

namespace Engagement.Cluster.Actors;

/// <inheritdoc cref="IUserGrain"/>
[Reentrant]
[GrainType("user")]
public sealed class UserGrain(
    [PersistentState("actor", StorageNames.Actors)] IPersistentState<ActorRecord> record, ActorServices services)
    : ActorGrain(record, services), IUserGrain
{
    /// <summary>How long a process is told of what the person is shown, after it last asked to be.</summary>
    public static readonly TimeSpan WatchExpiry = TimeSpan.FromMinutes(1);

    private readonly Watches _watches = new(WatchExpiry);

    public async ValueTask<bool> WakeUpAsync(long due) => !IsGone && await TakeDueAsync(Instant.FromUnixTimeMilliseconds(due));

    public ValueTask<bool> WatchAsync(string process, IStreamObserver observer) => new(_watches.Add(process, observer));

    public ValueTask UnwatchAsync(string process)
    {
        _watches.Remove(process);
        return default;
    }

    private protected override void LetOut(IReadOnlyList<Effect> effects) => _watches.Tell(Shell.Key, effects, Services.Streams.Process);
}
