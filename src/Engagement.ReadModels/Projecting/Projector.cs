using Engagement.ReadModels.Storage;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// Carries facts from the feed into the archive and the projections, in one loop, from start to stop. A failure is logged, waited out with
/// growing pauses, and what failed is done again from what is durable. Where the read models are shared, one process does so, and the others
/// stand by to take over. Public members may be called from any thread.
/// </summary>
public sealed partial class Projector : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StandingBy = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan BetweenUpkeep = TimeSpan.FromHours(1);

    private readonly IFactFeed _feed;
    private readonly IStores _stores;
    private readonly ReadModelsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Projector> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource? _rebuildAsked;
    private TaskCompletionSource? _rebuilding;
    private TimeSpan _pause = ShortestPause;
    private Task _loop = Task.CompletedTask;

    public Projector(IFactFeed feed, IOptions<ReadModelsOptions> options, TimeProvider time, ILogger<Projector> logger)
        : this(feed, new SqliteStores(options.Value.Directory), options, time, logger)
    {
    }

    internal Projector(IFactFeed feed, IStores stores, IOptions<ReadModelsOptions> options, TimeProvider time, ILogger<Projector> logger)
    {
        (_feed, _stores, _options, _time, _logger) = (feed, stores, options.Value, time, logger);
        Progress = new Progress(time);
    }

    /// <summary>Why nothing new comes into the read models now, for an operator; null when it does, or another process sees to it.</summary>
    public string? Trouble => Progress.Trouble;

    internal Progress Progress { get; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Completes when the transaction under way is done; what is not projected yet is so after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(false);
        _rebuilding?.TrySetCanceled(CancellationToken.None);
        Interlocked.Exchange(ref _rebuildAsked, null)?.TrySetCanceled(CancellationToken.None);
        _stores.Dispose();
    }

    /// <summary>
    /// Drops the projections and makes them again from the archived facts; completes when they are whole. Until then nothing can be read.
    /// Interrupted, it goes on by itself. Results of hours that are no longer archived are kept. In a process that stands by it begins when that
    /// takes over.
    /// </summary>
    public Task RebuildAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Interlocked.CompareExchange(ref _rebuildAsked, mine, null) ?? mine;
        Progress.Wanted.Set();
        return running.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            _stopping.Dispose();
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var oneByOne = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var pipeline = Pipeline.Open(_stores, _feed);
                _stores.KeepReadable();
                await using var listening = _stores.Listen(Progress.Wanted);
                CatchUp(pipeline, oneByOne, cancellationToken);
                oneByOne = false;
                await RunAsync(pipeline, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (WrittenElsewhereException)
            {
                Progress.StandBy();
                await Task.Delay(StandingBy * (0.5 + Random.Shared.NextDouble()), _time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception failure)
            {
                // What the disk is not to blame for, a fact is: the next time each is taken by itself.
                oneByOne = !StorageFailure.Is(failure);
                Progress.HoldUp($"held up ({failure.Message})");
                LogHeldUp(failure, _pause);
                await Task.Delay(_pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
            }
        }
    }

    private async Task RunAsync(Pipeline pipeline, CancellationToken cancellationToken)
    {
        var (arrived, upkeep) = (Task.CompletedTask, Task.CompletedTask);
        while (true)
        {
            var wanted = Progress.Wanted.Next;
            if (Volatile.Read(ref _rebuildAsked) is not null)
            {
                Rebuild(pipeline, cancellationToken);
            }

            TakeInAll(pipeline, cancellationToken);
            if (upkeep.IsCompleted)
            {
                KeepUp(pipeline, cancellationToken);
                upkeep = Task.Delay(BetweenUpkeep, _time, cancellationToken);
            }

            if (arrived.IsCompleted)
            {
                await arrived.ConfigureAwait(false);
                arrived = _feed.WaitAsync(cancellationToken).AsTask();
            }

            await Task.WhenAny(arrived, wanted, upkeep).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!wanted.IsCompleted && _options.Linger > TimeSpan.Zero)
            {
                await Task.WhenAny(wanted, Task.Delay(_options.Linger, _time, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    private void KeepUp(Pipeline pipeline, CancellationToken cancellationToken)
    {
        while (pipeline.Upkeep(Instant.FromDateTimeOffset(_time.GetUtcNow() - _options.Retention)))
        {
            TakeInAll(pipeline, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void TakeInAll(Pipeline pipeline, CancellationToken cancellationToken)
    {
        while (pipeline.TakeIn(Instant.FromDateTimeOffset(_time.GetUtcNow())))
        {
            Progress.Publish(pipeline.Positions);
            _pause = ShortestPause;
            cancellationToken.ThrowIfCancellationRequested();
        }

        Progress.Publish(pipeline.Positions);
    }

    private void CatchUp(Pipeline pipeline, bool oneByOne, CancellationToken cancellationToken)
    {
        while (!pipeline.IsCaughtUp)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pipeline.CatchUp(oneByOne ? (fact, failure) => LogPoison(failure, fact.Place.Actor.Kind, fact.Place.Sequence) : null);
        }

        _rebuilding?.TrySetResult();
        _rebuilding = null;
    }

    private void Rebuild(Pipeline pipeline, CancellationToken cancellationToken)
    {
        Progress.Suspend("being made again from the archived facts");
        LogRebuilding();
        pipeline.Drop();

        // From here on it is a matter of catching up, also after a failure.
        _rebuilding = Interlocked.Exchange(ref _rebuildAsked, null);
        CatchUp(pipeline, oneByOne: false, cancellationToken);
        LogRebuilt(pipeline.Projected);
    }
}
