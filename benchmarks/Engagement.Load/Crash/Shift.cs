using System.Text;
using Engagement.Load.Campaigns;
using Engagement.Load.Journeys;

namespace Engagement.Load.Crash;

/// <summary>
/// One of several senders at work on users of its own, one request after the other, so that order per user is known.
/// Most requests are single events, some batches; a share goes to a fresh user whose delayed message it starts; a share of
/// what was acknowledged is sent again unchanged and must not count twice.
/// </summary>
internal sealed class Shift(int number, CrashPlan plan, GoodClient client, Ledger ledger, EarlyWatch watch)
{
    private static readonly string[] Names = ["Product Viewed", "Product Added", "Cart Viewed", "Order Completed", "Review Opened"];
    private readonly SplitMix _random = new((ulong)(number + 1) * 7919);
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private int _events;

    /// <summary>The watches over some of the users who wait for their delayed message.</summary>
    public List<Task> Watches { get; } = [];

    public long Repeats { get; private set; }

    public async Task Work(CancellationToken over, CancellationToken giveUp)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)plan.Shifts / plan.RequestsPerSecond));
        try
        {
            while (await pace.WaitForNextTickAsync(over))
                await Step(giveUp);
        }
        catch (OperationCanceledException)
        {
            // The shift is over.
        }
    }

    private async Task Step(CancellationToken giveUp)
    {
        var size = _random.Chance(0.3) ? plan.BatchSize : 1;
        var entries = new LedgerEntry[size];
        var events = new string[size];
        var now = DateTimeOffset.UtcNow;
        for (var index = 0; index < size; index++)
            (entries[index], events[index]) = Next(now);
        var body = Encoding.UTF8.GetBytes(size == 1 ? events[0] : $$"""{"batch":[{{string.Join(',', events)}}]}""");
        var path = size == 1 ? "/v1/track" : "/v1/batch";
        var fate = await client.Send(path, body, giveUp);
        var ended = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        ledger.Append(entries.Select(entry => entry with { Fate = fate, Ended = ended }));
        if (fate == Fate.Acknowledged && entries[0].Event == Documents.DelayedEvent && _random.Chance(plan.WatchedShare))
            Watches.Add(watch.Watch(entries[0], giveUp));
        if (fate == Fate.Acknowledged && _random.Chance(plan.RepeatShare))
        {
            Repeats += size;
            await client.Send(path, body, giveUp);
        }
    }

    private (LedgerEntry Entry, string Event) Next(DateTimeOffset now)
    {
        var id = $"{_run}-{number}-{_events++}";
        var delayed = _random.Chance(plan.DelayedShare);
        var user = delayed ? $"waits-{id}" : $"ledger-{_run}-{number}-{_random.Below(plan.UsersPerShift)}";
        var name = delayed ? Documents.DelayedEvent : Names[_random.Below(Names.Length)];
        var rendered = $$$"""
            {"type":"track","event":"{{{name}}}","userId":"{{{user}}}","messageId":"{{{id}}}","timestamp":"{{{now:yyyy-MM-dd'T'HH:mm:ss.fff}}}Z","properties":{"n":"{{{id}}}","category":"c-1","price":20}}
            """;
        return (new LedgerEntry(Fate.Unknown, id, user, name, now.ToUnixTimeMilliseconds(), 0), rendered);
    }
}
