using System.Diagnostics.Metrics;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Users;

namespace Engagement.Runtime.Diagnostics;

/// <summary>
/// The engine's figures, as OpenTelemetry names them. While nobody listens a turn costs one look at a flag. Tags never name a person.
/// Durations are in seconds.
/// </summary>
public static class EngagementInstruments
{
    public const string MeterName = "Engagement";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> Turns = Meter.CreateCounter<long>("engagement.turns", "{turn}", "Turns decided and durable");

    public static readonly Counter<long> EventsIngested =
        Meter.CreateCounter<long>("engagement.events.ingested", "{event}", "Messages from clients taken in, repeats included");

    public static readonly Counter<long> EventsDeduplicated =
        Meter.CreateCounter<long>("engagement.events.deduplicated", "{event}", "Messages that were known already and changed nothing");

    /// <summary>Tags: channel, status (sent, or a kind of receipt).</summary>
    public static readonly Counter<long> Deliveries =
        Meter.CreateCounter<long>("engagement.deliveries", "{delivery}", "Messages sent, and what became of them");

    /// <summary>Tag: rule.</summary>
    public static readonly Counter<long> Suppressions =
        Meter.CreateCounter<long>("engagement.suppressions", "{candidate}", "Messages considered and not sent");

    /// <summary>From the instant a person was due to the turn that was decided for it, durable.</summary>
    public static readonly Histogram<double> TriggerLatency =
        Meter.CreateHistogram<double>("engagement.trigger.latency", "s", "Lateness of wake-ups");

    public static readonly Histogram<double> CommitDuration =
        Meter.CreateHistogram<double>("engagement.commit.duration", "s", "One durable write, of however many turns");

    /// <summary>Tags: source; outcome (durable, deadLetter).</summary>
    public static readonly Counter<long> StreamItems =
        Meter.CreateCounter<long>("engagement.stream.items", "{item}", "Items of streams that are done with, repeats included");

    /// <summary>Tag: source.</summary>
    public static readonly Counter<long> StreamRetries =
        Meter.CreateCounter<long>("engagement.stream.retries", "{batch}", "Batches of streams that could not be taken at once and were held");

    private static readonly Mailboxes Depths = new(Meter);

    /// <summary>Reports how many commands wait, until disposed. Several add up. <paramref name="depth"/> is called from any thread.</summary>
    public static IDisposable WatchMailbox(Func<long> depth) => Depths.Add(depth);

    /// <summary>Counts one turn. Called by a host once the turn is durable.</summary>
    public static void Record(IActorCommand command, in Turn turn)
    {
        if (Turns.Enabled)
        {
            Turns.Add(1);
            RecordEvent(command, turn);
            RecordOutcomes(turn);
        }
    }

    private static void RecordEvent(IActorCommand command, in Turn turn)
    {
        if (turn.Refusal is null && command is UserCommand.Track or UserCommand.Identify or UserCommand.Group or UserCommand.Alias)
        {
            EventsIngested.Add(1);
            EventsDeduplicated.Add(turn.Changed ? 0 : 1);
        }
    }

    private static void RecordOutcomes(in Turn turn)
    {
        foreach (var trace in turn.Traces)
        {
            if (trace.Verdict is Verdict.Dropped or Verdict.Lost)
            {
                Suppressions.Add(1, new KeyValuePair<string, object?>("rule", trace.Rule));
            }
            else if (trace.Verdict is Verdict.Sent)
            {
                RecordDelivery("sent");
            }
        }

        foreach (var fact in turn.Facts)
        {
            if (fact is Fact.ReceiptTaken { First: true } receipt)
            {
                RecordDelivery(NameOf(receipt.Kind));
            }
        }
    }

    private static void RecordDelivery(string status) =>
        Deliveries.Add(1, new KeyValuePair<string, object?>("channel", "inapp"), new KeyValuePair<string, object?>("status", status));

    private static string NameOf(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Delivered => "delivered",
        ReceiptKind.Shown => "shown",
        ReceiptKind.Clicked => "clicked",
        ReceiptKind.Dismissed => "dismissed",
        ReceiptKind.Answered => "answered",
        _ => "failed",
    };
}
