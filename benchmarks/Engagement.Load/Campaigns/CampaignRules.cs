using Engagement.Load.Journeys;

namespace Engagement.Load.Campaigns;

/// <summary>
/// What each of many campaigns asks of an event: its name, one of three categories, a least price. Kept beside the
/// documents so that the share of events that trigger something is known, not hoped for.
/// </summary>
internal readonly record struct CampaignRule(string Event, int FirstCategory, int SecondCategory, int ThirdCategory, double LeastPrice)
{
    public bool Takes(in ShopEvent shopped) =>
        shopped.Kind == CallKind.Track
        && shopped.Price > LeastPrice
        && (shopped.Category == FirstCategory || shopped.Category == SecondCategory || shopped.Category == ThirdCategory)
        && shopped.Name == Event;
}

/// <summary>Rules over all event names, their least prices set so that a wanted share of the given events meets one or more.</summary>
internal static class CampaignRules
{
    public static CampaignRule[] For(ReadOnlySpan<ShopEvent> events, int count, double share, ulong seed)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 30; step++)
        {
            var middle = (low + high) / 2;
            if (ShareOf(events, Draw(count, middle, seed)) > share)
                low = middle;
            else
                high = middle;
        }

        return Draw(count, high, seed);
    }

    /// <summary>The share of events that meet at least one rule.</summary>
    public static double ShareOf(ReadOnlySpan<ShopEvent> events, CampaignRule[] rules)
    {
        var byName = rules.ToLookup(rule => rule.Event);
        var taken = 0;
        foreach (var shopped in events)
        {
            foreach (var rule in byName[shopped.Name])
            {
                if (!rule.Takes(shopped))
                    continue;
                taken++;
                break;
            }
        }

        return (double)taken / events.Length;
    }

    private static CampaignRule[] Draw(int count, double dearness, ulong seed)
    {
        var random = new SplitMix(seed);
        return [.. Enumerable.Range(0, count).Select(index => new CampaignRule(
            Assortment.Names[index % Assortment.EventNames],
            random.Below(Assortment.Categories),
            random.Below(Assortment.Categories),
            random.Below(Assortment.Categories),
            Math.Round(500 * dearness * random.Unit(), 2)))];
    }
}
