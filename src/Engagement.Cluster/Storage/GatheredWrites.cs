namespace Engagement.Cluster.Storage;

/// <summary>
/// The writes of one grain's record, one at a time: while one is under way those that are asked for gather, and go together with the next.
/// After one that failed nobody knows what is kept, so the next reads that first. For the turns of one grain only.
/// </summary>
/// <param name="readAgain">Reads what is kept, and adds to it what is known here.</param>
internal sealed class GatheredWrites(Func<Task> write, Func<Task> readAgain)
{
    private Task _last = Task.CompletedTask;
    private Task? _next;

    /// <summary>Completes when all that was asked to be written by now is durable; what failed is written again.</summary>
    public Task Written => _next ?? (_last.IsFaulted ? WriteAsync() : _last);

    /// <summary>Completes when all that is in the record now is durable.</summary>
    public Task WriteAsync() => _next ??= WriteAfterAsync(_last);

    private async Task WriteAfterAsync(Task before)
    {
        // Let the calls of one moment gather first.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        (_last, _next) = (_next!, null);
        if (before.IsFaulted)
        {
            await readAgain();
        }

        await write();
    }
}
