using Engagement.Cluster.Storage;

namespace Engagement.Cluster.Tests.Storage;

public sealed class GatheredWritesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<TaskCompletionSource> _begun = [];
    private readonly SemaphoreSlim _begins = new(0);
    private readonly GatheredWrites _writes;

    public GatheredWritesTests() => _writes = new GatheredWrites(() =>
    {
        _begun.Add(new TaskCompletionSource());
        _begins.Release();
        return _begun[^1].Task;
    });

    [Fact]
    public Task What_is_asked_for_during_a_write_goes_together_with_the_next() => AsGrainAsync(async () =>
    {
        var first = _writes.WriteAsync();
        await BegunAsync();
        var second = _writes.WriteAsync();
        var third = _writes.WriteAsync();

        _begun[0].SetResult();
        await first;
        await BegunAsync();
        second.IsCompleted.ShouldBeFalse();
        _begun[1].SetResult();

        await Task.WhenAll(second, third);
        _begun.Count.ShouldBe(2);
    });

    [Fact]
    public Task Whoever_waits_for_what_others_write_hears_that_it_failed() => AsGrainAsync(async () =>
    {
        _ = _writes.WriteAsync();
        await BegunAsync();
        var written = _writes.Written;

        _begun[0].SetException(new IOException("full"));

        await Should.ThrowAsync<IOException>(() => written);
        await Should.ThrowAsync<IOException>(() => _writes.Written);
    });

    [Fact]
    public Task After_a_failure_nothing_is_written_any_more() => AsGrainAsync(async () =>
    {
        var first = _writes.WriteAsync();
        await BegunAsync();
        var gathered = _writes.WriteAsync();
        _begun[0].SetException(new IOException("full"));

        await Should.ThrowAsync<IOException>(() => first);
        await Should.ThrowAsync<IOException>(() => gathered);
        await Should.ThrowAsync<IOException>(() => _writes.WriteAsync());
        _begun.Count.ShouldBe(1);
    });

    // One after the other, as the turns of a grain.
    private static Task AsGrainAsync(Func<Task> test) =>
        Task.Factory.StartNew(test, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    private async Task BegunAsync() => (await _begins.WaitAsync(Patience)).ShouldBeTrue();
}
