namespace Engagement.Cluster.Storage;

/// <summary>
/// The writes of one grain's record, one at a time: while one is under way those that are asked for gather, and go together with the next.
/// After one that failed nobody knows what is kept, and all that follow fail with it. For the turns of one grain only.
/// </summary>
internal sealed class GatheredWrites(Func<Task> write)
{
    private Task _last = Task.CompletedTask;
    private Task? _next;

    /// <summary>Completes when all that was asked to be written by now is durable.</summary>
    public Task Written => _next ?? _last;

    /// <summary>Completes when all that is in the record now is durable.</summary>
    public Task WriteAsync() => _next ??= WriteAfterAsync(_last);

    private async Task WriteAfterAsync(Task before)
    {
        // Let the calls of one moment gather first.
        await Task.Yield();
        await before;
        (_last, _next) = (_next!, null);
        await write();
    }
}
