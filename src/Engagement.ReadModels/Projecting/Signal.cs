namespace Engagement.ReadModels.Projecting;

/// <summary>Wakes everyone who waits. Take <see cref="Next"/> before looking whether there is need to wait, and nothing is missed. Thread-safe.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = Make();

    /// <summary>Completes at the next <see cref="Set"/>.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, Make()).SetResult();

    private static TaskCompletionSource Make() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
