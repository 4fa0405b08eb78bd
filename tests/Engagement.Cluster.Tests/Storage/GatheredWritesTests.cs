using Engagement.Cluster.Storage;

namespace Engagement.Cluster.Tests.Storage;

public sealed class GatheredWritesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<TaskCompletionSource> _begun = [];
    private readonly SemaphoreSlim _begins = new(0);
    private readonly GatheredWrites _writes;

    private readonly List<int> _readsBefore = [];
    private int _reads;
    private bool _isAway;

    public GatheredWritesTests() => _writes = new GatheredWrites(
        () =>
        {
            _begun.Add(new TaskCompletionSource());
            _readsBefore.Add(_reads);
            _begins.Release();
            return _begun[^1].Task;
        },
        () =>
        {
            _reads++;
            return _isAway ? throw new IOException("away") : Task.CompletedTask;
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
    });

    [Fact]
    public Task After_a_failure_what_is_kept_is_read_before_the_next_write() => AsGrainAsync(async () =>
    {
        var first = _writes.WriteAsync();
        await BegunAsync();
        var gathered = _writes.WriteAsync();
        _begun[0].SetException(new IOException("full"));

        await Should.ThrowAsync<IOException>(() => first);
        await BegunAsync();
        _readsBefore.ShouldBe([0, 1]);
        _begun[1].SetResult();
        await gathered;
    });

    [Fact]
    public Task What_failed_is_written_again_for_whoever_relies_on_it() => AsGrainAsync(async () =>
    {
        var first = _writes.WriteAsync();
        await BegunAsync();
        _begun[0].SetException(new IOException("full"));
        await Should.ThrowAsync<IOException>(() => first);

        var written = _writes.Written;
        await BegunAsync();
        written.IsCompleted.ShouldBeFalse();
        _begun[1].SetResult();

        await written;
    });

    [Fact]
    public Task What_could_not_be_read_again_is_not_written_over() => AsGrainAsync(async () =>
    {
        var first = _writes.WriteAsync();
        await BegunAsync();
        _isAway = true;
        _begun[0].SetException(new IOException("full"));
        await Should.ThrowAsync<IOException>(() => first);

        await Should.ThrowAsync<IOException>(() => _writes.WriteAsync());
        _begun.Count.ShouldBe(1);
    });

    // One after the other, as the turns of a grain.
    private static Task AsGrainAsync(Func<Task> test) =>
        Task.Factory.StartNew(test, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    private async Task BegunAsync() => (await _begins.WaitAsync(Patience)).ShouldBeTrue();
}
