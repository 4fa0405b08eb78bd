using NodaTime;
using Engagement.Core.Timing;

namespace Engagement.Core.Capping;

/// <summary>
/// No more than so many messages per period. Every counted send is released at one known instant and counts until then, also when it is
/// dated after now (the clock was set back); so nothing but another send makes a rule stricter as time goes by.
/// </summary>
/// <param name="Channel">The channel whose sends it counts and limits; null for all together.</param>
/// <param name="Limit">0 or less allows nothing, ever.</param>
/// <param name="Per">One that <see cref="CapPeriod.Fits"/> the kind.</param>
/// <param name="Zone">Whose calendar; a rolling rule reads none.</param>
public sealed record CapRule(string Id, Channel? Channel, int Limit, CapPeriod Per, CapKind Kind, ZoneChoice Zone, OverCap Over)
{
    private const int OnStack = 64;

    // A clock set back prolongs a calendar period by as much; no zone was ever set back by more than a day.
    private static readonly Duration LongestSetBack = Duration.FromDays(1);

    /// <summary>A send older than this counts no more, whatever the zones: a ledger may forget it.</summary>
    public Duration KeepFor => Kind == CapKind.Rolling ? Per.Length : Per.Length + LongestSetBack;

    /// <summary>Whether the rule limits messages on that channel.</summary>
    public bool AppliesTo(Channel channel) => Channel is null || Channel == channel;

    /// <param name="ledger">What was sent, in any order, of any channel.</param>
    public CapVerdict Check(ReadOnlySpan<CappedSend> ledger, Instant now, DateTimeZone userZone, DateTimeZone workspaceZone)
    {
        var releases = ledger.Length > OnStack ? new Instant[ledger.Length] : stackalloc Instant[OnStack];
        var used = 0;
        foreach (ref readonly var send in ledger)
        {
            if (!AppliesTo(send.Channel) || now - send.At >= KeepFor) continue;
            var release = ReleasedAt(send, userZone, workspaceZone);
            if (now < release) releases[used++] = release;
        }

        if (used < Limit) return new CapVerdict(true, used, null);
        if (Limit <= 0) return new CapVerdict(false, used, null);
        releases[..used].Sort();
        return new CapVerdict(false, used, releases[used - Limit]);
    }

    private Instant ReleasedAt(in CappedSend send, DateTimeZone userZone, DateTimeZone workspaceZone)
    {
        if (Kind == CapKind.Rolling) return send.At + Per.Length;
        if (Zone == ZoneChoice.Workspace) return CalendarPeriod.EndAfter(send.At, Per.Unit, workspaceZone);
        var here = CalendarPeriod.EndAfter(send.At, Per.Unit, userZone);
        if (send.Zone == userZone.Id || Zones.Find(send.Zone) is not { } sentIn) return here;
        return Instant.Max(here, CalendarPeriod.EndAfter(send.At, Per.Unit, sentIn));
    }
}
