using Engagement.Runtime.Effects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Streams;

/// <summary>
/// Feeds the engine from one stream, every partition on its own, from start to stop. A stream that cannot be reached, a host that refuses,
/// a store of dead letters that fails: each is waited out, 100 ms at first and 10 s at most, and holds up its own partition only.
/// </summary>
/// <param name="key">As in <see cref="StreamOrigin"/>.</param>
public sealed partial class EventPump(
    IEventSource source, IEventIngest ingest, IDeadLetters deadLetters, string? key, TimeProvider time, ILogger<EventPump> logger)
    : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandoned = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Returns at once: whether the stream can be reached is no condition of the start.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Brings what is being taken to its checkpoint.</summary>
    /// <param name="cancellationToken">Ends that too: what is not checkpointed is then read again after the next start.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var impatience = cancellationToken.UnsafeRegister(static abandoned => ((CancellationTokenSource)abandoned!).Cancel(), _abandoned);
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true));
        _stopping.Dispose();
        _abandoned.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var partitions = await OpenAsync();
            LogOpened(logger, source.Name, partitions.Count);
            await Task.WhenAll(partitions.Select(partition =>
                new PartitionPump(partition, new StreamOrigin(source.Name, partition.Id, key), ingest, deadLetters, time, logger)
                    .RunAsync(_stopping.Token, _abandoned.Token)));
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // Stopped before the stream could be reached: that it could not be is no news any more.
        }
    }

    private async Task<IReadOnlyList<IEventPartition>> OpenAsync()
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                return await source.OpenAsync(_stopping.Token);
            }
            catch (Exception failure) when (!_stopping.IsCancellationRequested)
            {
                var wait = backoff.Next();
                LogUnreachable(logger, source.Name, Reasons.Of(failure), wait);
                await Task.Delay(wait, time, _stopping.Token);
            }
        }
    }
}
