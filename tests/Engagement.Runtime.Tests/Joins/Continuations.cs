namespace Engagement.Runtime.Tests.Joins;

/// <summary>Runs what asynchronous code does next on the calling thread, in order, so that a run can be repeated.</summary>
internal sealed class Continuations : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _next = [];

    /// <summary>Returns when nothing is left that could go on by itself.</summary>
    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (_next.TryDequeue(out var next))
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _next.Enqueue((d, state));
}
