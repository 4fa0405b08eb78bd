using Engagement.Core.Capping;
using Engagement.Core.Tests.Timing;
using Engagement.Core.Timing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Engagement.Core.Tests.Capping;

/// <summary>One user's sends, the moment of one more, and the zones.</summary>
internal sealed record LedgerCase(CappedSend[] Ledger, Instant Now, RecipientZones Zones);

internal static class Ledgers
{
    private static readonly DateTimeZone Oslo = DateTimeZoneProviders.Tzdb["Europe/Oslo"];

    private static readonly Gen<Channel> Channels = Gen.Elements(Enum.GetValues<Channel>());

    private static readonly Gen<CapPeriod> RollingPeriod = Gen.OneOf(
        Gen.Choose(1, 90).Select(count => new CapPeriod(count, CapUnit.Minute)),
        Gen.Choose(1, 60).Select(count => new CapPeriod(count, CapUnit.Hour)),
        Gen.Choose(1, 31).Select(count => new CapPeriod(count, CapUnit.Day)),
        Gen.Choose(1, 4).Select(count => new CapPeriod(count, CapUnit.Week)));

    private static readonly Gen<CapPeriod> CalendarPeriods =
        Gen.Elements(CapUnit.Day, CapUnit.Day, CapUnit.Week, CapUnit.Month).Select(unit => new CapPeriod(1, unit));

    public static readonly Gen<CapRule> Rolling = Rule(CapKind.Rolling, RollingPeriod);

    /// <summary>Days, weeks and months: shorter periods come twice where a clock is set back, and have their own tests.</summary>
    public static readonly Gen<CapRule> Calendar = Rule(CapKind.Calendar, CalendarPeriods);

    public static readonly Gen<CapRule> Any = Gen.OneOf(Rolling, Calendar);

    /// <summary>A user who may have travelled: sends of hours, days or weeks ago, in the present zone or in another.</summary>
    public static readonly Gen<LedgerCase> Case =
        from moment in Gens.Moment
        from scale in Gen.Elements(600, 86_400, 3 * 86_400, 35 * 86_400)
        from sends in Send(moment.Zone, moment.Now, scale).ListOf()
        select new LedgerCase([.. sends], moment.Now, new RecipientZones(moment.Zone, Oslo));

    private static Gen<CappedSend> Send(DateTimeZone zone, Instant now, int scale) =>
        from seconds in Gen.Choose(0, scale)
        from channel in Channels
        from elsewhere in Gen.OneOf(Gen.Constant(zone), Gen.Constant(zone), Gens.Zone)
        select new CappedSend(now - Duration.FromSeconds(seconds), channel, elsewhere.Id);

    private static Gen<CapRule> Rule(CapKind kind, Gen<CapPeriod> periods) =>
        from channel in Gen.OneOf(Gen.Constant((Channel?)null), Channels.Select(one => (Channel?)one))
        from limit in Gen.Choose(0, 8)
        from period in periods
        from zone in Gen.Elements(Enum.GetValues<ZoneChoice>())
        from over in Gen.Elements(Enum.GetValues<OverCap>())
        select new CapRule($"{limit}-per-{period}", channel, limit, period, kind, zone, over);
}
