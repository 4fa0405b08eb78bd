using Engagement.Core;
using Engagement.Runtime.Diagnostics;
using Engagement.Runtime.Effects;
using Microsoft.Extensions.Logging;
using NodaTime.Extensions;

namespace Engagement.Runtime.Streams;

/// <summary>
/// Moves one partition on, a batch at a time: read, taken, dead letters kept, checkpointed. Whatever cannot go on now holds the batch, so
/// nothing is skipped and nothing overtakes; a crash at any point has the batch read again, which changes nothing the second time. An item
/// that keeps failing by itself meets a bug, not a moment: it goes to the dead letters, so that what is behind it goes on.
/// </summary>
internal sealed partial class PartitionPump(
    IEventPartition partition, StreamOrigin origin, IEventIngest ingest, IDeadLetters deadLetters, TimeProvider time, ILogger logger)
{
    private const int MostFailures = 5;

    /// <param name="stopping">No further batch is begun, and none is tried again; the one that is being taken is brought to its checkpoint.</param>
    /// <param name="abandoned">Everything ends where it is.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abandoned)
    {
        var backoff = new Backoff();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await MoveAsync(stopping, abandoned);
                backoff = default;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                var wait = backoff.Next();
                LogUnreadable(logger, origin.Source, origin.Partition, Reasons.Of(failure), wait);
                if (!await WaitAsync(wait, stopping))
                {
                    return;
                }
            }
        }
    }

    private async Task MoveAsync(CancellationToken stopping, CancellationToken abandoned)
    {
        var batch = await partition.ReadAsync(stopping);
        await TakeAsync(batch.Items, stopping, abandoned);
        await partition.CheckpointAsync(batch, abandoned);
    }

    private async Task TakeAsync(IReadOnlyList<StreamItem> items, CancellationToken stopping, CancellationToken abandoned)
    {
        var backoff = new Backoff();
        var failures = 0;
        while (items.Count > 0)
        {
            var (left, why) = await TryTakeAsync(items, stopping, abandoned);
            items = left;
            if (items.Count == 0)
            {
                return;
            }

            if (why is Exception bug && items.Count == 1 && ++failures == MostFailures)
            {
                await BuryAsync(items[0], Refusal.Of(Refusal.Internal, $"it failed {failures} times: {Reasons.Of(bug)}"), stopping, abandoned);
                return;
            }

            await PutOffAsync(items, why, backoff.Next(), stopping);
            if (why is Exception && items.Count > 1)
            {
                await TakeOneByOneAsync(items, stopping, abandoned);
                return;
            }
        }
    }

    private async Task TakeOneByOneAsync(IReadOnlyList<StreamItem> items, CancellationToken stopping, CancellationToken abandoned)
    {
        foreach (var item in items)
        {
            await TakeAsync([item], stopping, abandoned);
        }
    }

    /// <returns>The items that must be given again, in their order, and why.</returns>
    private async Task<(IReadOnlyList<StreamItem> Left, object Why)> TryTakeAsync(
        IReadOnlyList<StreamItem> items, CancellationToken stopping, CancellationToken abandoned)
    {
        IReadOnlyList<IngestOutcome> outcomes;
        try
        {
            outcomes = await ingest.IngestAsync(origin, items, abandoned);
            if (outcomes.Count != items.Count)
            {
                throw new InvalidOperationException($"{outcomes.Count} outcomes were given for {items.Count} items");
            }
        }
        catch (Exception failure) when (!abandoned.IsCancellationRequested)
        {
            return (items, failure);
        }

        var left = new List<StreamItem>();
        object? why = null;
        for (var at = 0; at < items.Count; at++)
        {
            var outcome = outcomes[at];
            if (outcome is { Refusal: { } later, IsFinal: false })
            {
                left.Add(items[at]);
                why ??= later.Code;
                continue;
            }

            if (outcome.Refusal is not { } reason)
            {
                Count("durable");
            }
            else
            {
                await BuryAsync(outcome.IsOfErased ? items[at] with { Body = default } : items[at], reason, stopping, abandoned);
            }
        }

        return (left, why ?? string.Empty);
    }

    private async Task BuryAsync(StreamItem item, Refusal reason, CancellationToken stopping, CancellationToken abandoned)
    {
        LogDead(logger, item.Id, origin.Source, origin.Partition, reason.Code);
        var backoff = new Backoff();
        var letter = new DeadLetter(origin.Source, origin.Partition, item, reason, time.GetUtcNow().ToInstant());
        while (true)
        {
            try
            {
                await deadLetters.AddAsync(letter, abandoned);
                Count("deadLetter");
                return;
            }
            catch (Exception failure) when (!abandoned.IsCancellationRequested)
            {
                var wait = backoff.Next();
                LogDeadNotKept(logger, failure, item.Id, origin.Source, origin.Partition, wait);
                await Task.Delay(wait, time, stopping);
            }
        }
    }

    private async Task PutOffAsync(IReadOnlyList<StreamItem> items, object why, TimeSpan wait, CancellationToken stopping)
    {
        EngagementInstruments.StreamRetries.Add(1, new KeyValuePair<string, object?>("source", origin.Source));
        if (why is Exception failure)
        {
            LogFailed(logger, failure, items.Count, origin.Source, origin.Partition, items[0].Id, wait);
        }
        else
        {
            LogPutOff(logger, items.Count, origin.Source, origin.Partition, (string)why, wait);
        }

        await Task.Delay(wait, time, stopping);
    }

    private void Count(string outcome) => EngagementInstruments.StreamItems.Add(
        1, new KeyValuePair<string, object?>("source", origin.Source), new KeyValuePair<string, object?>("outcome", outcome));

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(wait, time, stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
