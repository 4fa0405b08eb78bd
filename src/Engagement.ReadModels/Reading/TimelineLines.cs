using System.Globalization;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.ReadSide;
using NodaTime.Text;

namespace Engagement.ReadModels.Reading;

/// <summary>How each fact reads as a line of a timeline.</summary>
internal static class TimelineLines
{
    public static TimelineEntry Of(Fact fact) => fact switch
    {
        Fact.EventHappened happened => Line(fact, "event", happened.Event),
        Fact.Decided decided => Line(fact, "decision", decided.Trace.Campaign.Value, Fields(decided.Trace)),
        Fact.ReceiptTaken receipt => Line(fact, "receipt", Wire(receipt.Kind), [
            .. Fields(receipt.Delivery, receipt.Campaign, receipt.Variant),
            ("action", receipt.Action),
            ("answer", receipt.Answer),
            ("reason", receipt.Reason)]),
        Fact.Converted converted => Line(fact, "conversion", converted.Event, [
            .. Fields(converted.Delivery, converted.Campaign, converted.Variant),
            ("value", converted.Value.ToString("R", CultureInfo.InvariantCulture))]),
        Fact.Recalled recalled => Line(fact, "recall", recalled.Campaign.Value, [
            .. Fields(recalled.Delivery, recalled.Campaign, recalled.Variant),
            ("reason", recalled.Reason)]),
        Fact.Identified => Line(fact, "identified", "identified"),
        Fact.Joined joined => Line(fact, "joined", joined.From.Value, [("kind", Wire(joined.From.Kind))]),
        _ => Line(fact, Wire(fact.GetType().Name), string.Empty),
    };

    private static TimelineEntry Line(Fact fact, string kind, string name, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var known = new Dictionary<string, string>();
        foreach (var (field, value) in fields)
        {
            if (value is not null)
            {
                known.Add(field, value);
            }
        }

        return new TimelineEntry(fact.At, kind, name, known);
    }

    private static (string Name, string? Value)[] Fields(Trace trace) =>
    [
        ("verdict", Wire(trace.Verdict)),
        ("rule", trace.Rule),
        ("due", trace.Due is { } due ? InstantPattern.ExtendedIso.Format(due) : null),
        ("deliveryId", trace.Delivery?.Value),
        ("variant", trace.Variant),
        ("lostTo", trace.LostTo?.Value),
        ("detail", trace.Detail),
    ];

    private static (string Name, string? Value)[] Fields(DeliveryId delivery, CampaignId campaign, string variant) =>
        [("deliveryId", delivery.Value), ("campaign", campaign.Value), ("variant", variant)];

    private static string Wire<T>(T value)
        where T : notnull
    {
        var name = value.ToString()!;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
