using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.Runtime.Diagnostics;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Runtime.Tests.Diagnostics;

public sealed class EngagementInstrumentsTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly UserCommand.Track Track = new(new MessageStamp(1, Start), "Order Completed", default, null);

    [Fact]
    public void A_turn_costs_nothing_while_nobody_listens()
    {
        var turn = new Turn(Changed: true) { Traces = [new Trace(new CampaignId("cart"), Verdict.Sent, Rule.None, 1, Start)] };
        EngagementInstruments.Record(Track, turn);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            EngagementInstruments.Record(Track, turn);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Turns_are_counted_by_what_came_of_them()
    {
        using var listener = new Listener();
        var campaign = new CampaignId("cart");
        var delivery = new DeliveryId("d");

        EngagementInstruments.Record(Track, new Turn(Changed: true)
        {
            Traces = [new Trace(campaign, Verdict.Sent, Rule.None, 1, Start), new Trace(campaign, Verdict.Dropped, Rule.Audience, 1, Start)],
            Facts =
            [
                new Fact.ReceiptTaken(Start, delivery, campaign, "only", ReceiptKind.Shown, null, null, null, First: true),
                new Fact.ReceiptTaken(Start, delivery, campaign, "only", ReceiptKind.Shown, null, null, null, First: false),
            ],
        });
        EngagementInstruments.Record(Track, new Turn(Changed: false));

        listener["engagement.turns"].ShouldBe(2);
        listener["engagement.events.ingested"].ShouldBe(2);
        listener["engagement.events.deduplicated"].ShouldBe(1);
        listener["engagement.deliveries channel=inapp status=sent"].ShouldBe(1);
        listener["engagement.deliveries channel=inapp status=shown"].ShouldBe(1);
        listener["engagement.suppressions rule=audience"].ShouldBe(1);
    }

    [Fact]
    public void Depths_of_mailboxes_add_up_until_they_are_let_go()
    {
        using var listener = new Listener();
        using var one = EngagementInstruments.WatchMailbox(() => 3);
        var two = EngagementInstruments.WatchMailbox(() => 4);

        listener.Observe("engagement.mailbox.depth").ShouldBe(7);
        two.Dispose();
        listener.Observe("engagement.mailbox.depth").ShouldBe(3);
    }

    /// <summary>Sums what was recorded on this thread, by instrument and tags.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> _sums = new();
        private readonly MeterListener _listener = new();

        public Listener()
        {
            var thread = Environment.CurrentManagedThreadId;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EngagementInstruments.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                if (Environment.CurrentManagedThreadId == thread)
                {
                    var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]);
                    _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
                }
            });
            _listener.Start();
        }

        public long this[string name] => _sums.GetValueOrDefault(name);

        public long Observe(string name)
        {
            _sums.TryRemove(name, out _);
            _listener.RecordObservableInstruments();
            return this[name];
        }

        public void Dispose() => _listener.Dispose();
    }
}
