using Engagement.Core.Capping;
using Engagement.Core.Timing;
using NodaTime;

namespace Engagement.Core.Tests.Capping;

/// <summary>What a cap means, written as plainly as possible: which sends count now.</summary>
internal static class CapModel
{
    public static int Used(CapRule rule, LedgerCase given) => given.Ledger.Count(send =>
        (rule.Channel is null || rule.Channel == send.Channel) && (rule.Kind == CapKind.Rolling
            ? given.Now - send.At < rule.Per.Length
            : ZonesOf(rule, send, given).Any(zone => PeriodOf(send.At, rule, zone) == PeriodOf(given.Now, rule, zone))));

    public static CapVerdict Check(this CapRule rule, LedgerCase given) =>
        rule.Check(given.Ledger, given.Now, given.Zones.User, given.Zones.Workspace);

    /// <summary>The first day of the day, week or month that the calendar shows.</summary>
    public static LocalDate PeriodOf(Instant at, CapRule rule, DateTimeZone zone)
    {
        var date = at.InZone(zone).Date;
        return rule.Per.Unit switch
        {
            CapUnit.Day => date,
            CapUnit.Week => date.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)),
            _ => date.With(DateAdjusters.StartOfMonth),
        };
    }

    private static DateTimeZone[] ZonesOf(CapRule rule, CappedSend send, LedgerCase given) => rule.Zone == ZoneChoice.Workspace
        ? [given.Zones.Workspace]
        : [given.Zones.User, DateTimeZoneProviders.Tzdb[send.Zone]];
}
