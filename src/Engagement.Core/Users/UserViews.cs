using Engagement.Core.Users.Rules;

namespace Engagement.Core.Users;

/// <summary>Immutable copies of a person for those outside the actor.</summary>
internal static class UserViews
{
    public static UserProfile Profile(ActiveUser user, TurnContext context) => new(
        user.Person,
        Known: user.FirstSeen is not null || user.Identities.Count > 0,
        ErasedAt: null,
        JoinedTo: null,
        user.Traits,
        ValueList.From(user.Identities),
        ValueList.From(user.Groups),
        user.Zone,
        user.Locale,
        user.FirstSeen,
        user.LastSeen,
        ValueList.From(user.Counters.Items.ToArray().Select(counter => new CounterView(counter.Event, counter.Total, counter.First, counter.Last))),
        user.Session is { } open ? new Session(open.Started, user.LastActivity, open.Screen, open.Busy, open.Device) : null,
        ValueList.From(Caps(user, context)),
        ValueList.From(user.Pending),
        ValueList.From(user.Queue),
        ValueList.From(user.Deliveries));

    public static UserProfile Profile(ErasedUser erased) => new(
        erased.Person, Known: false, erased.At, JoinedTo: null, Targeting.Value.Missing, [], [], null, null, null, null, [], null, [], [], [], []);

    public static ShownQueue Queue(ActiveUser user, TurnContext context) => new(
        ValueList.From(user.Queue
            .Where(message => message.Presented && message.Expires > context.Now && !Moments.IsStopped(message, context))
            .OrderBy(message => message.Sequence)),
        user.Presented);

    private static List<CapView> Caps(ActiveUser user, TurnContext context)
    {
        var views = new List<CapView>();
        var ledger = Ledger.Counted(user);
        var zone = Zones.Find(user.Zone) ?? context.Catalog.Zone;
        foreach (var rule in context.Catalog.Settings.Caps)
        {
            var verdict = rule.Check(ledger, context.Now, zone, context.Catalog.Zone);
            views.Add(new CapView(rule.Id, verdict.Used, rule.Limit, verdict.Allowed ? null : verdict.FreeAt));
        }

        return views;
    }
}
