using Engagement.Core.Users;
using NodaTime;

namespace Engagement.Core.Targeting;

/// <summary>Whether a condition holds: for a person now, or for the event at hand. Total over every condition; allocates nothing.</summary>
public static class Conditions
{
    /// <summary>For an audience. A test of an event's property reads as one of a missing value.</summary>
    public static bool Holds(Condition condition, ActiveUser user, Instant now) => condition switch
    {
        Condition.All all => HoldsAll(all, user, now),
        Condition.Any any => HoldsAny(any, user, now),
        Condition.Not not => !Holds(not.Of, user, now),
        Condition.Trait trait => trait.Test.Holds(user.Traits.At(trait.Path)),
        Condition.Count count => Holds(count, user, now),
        Condition.When since => Holds(since, user, now),
        Condition.Property property => property.Test.Holds(Value.Missing),
        _ => false,
    };

    /// <summary>For a <c>where</c>. A test of a trait or of what happened before reads as one of a missing value.</summary>
    public static bool Holds(Condition where, in EventProperties properties)
    {
        switch (where)
        {
            case Condition.Property property:
                return property.Test.Holds(properties[property.Path]);
            case Condition.All all:
                return HoldsAll(all, properties);
            case Condition.Any any:
                return HoldsAny(any, properties);
            case Condition.Not not:
                return !Holds(not.Of, properties);
            case Condition.Trait trait:
                return trait.Test.Holds(Value.Missing);
            default:
                return false;
        }
    }

    /// <summary>Whether it is that event with such properties.</summary>
    public static bool Holds(EventMatch match, string eventName, in EventProperties properties) =>
        string.Equals(match.Event, eventName, StringComparison.Ordinal) && (match.Where is null || Holds(match.Where, properties));

    private static bool Holds(Condition.Count count, ActiveUser user, Instant now)
    {
        var counter = user.Counters.Find(count.Event);
        var times = count.WithinDays is { } days ? counter?.Within(days, now) : counter?.Total;
        return Comparison.Holds(times ?? 0, count.Operator, count.Times);
    }

    // Before takes in the instant itself, so that "last before 30 days ago" and "none within 30 days" turn true at the same moment.
    private static bool Holds(Condition.When when, ActiveUser user, Instant now)
    {
        var before = user.Counters.Find(when.Event) is not { } counter
            || (when.Occurrence == Occurrence.First ? counter.First : counter.Last) <= now - when.Ago;
        return when.Operator == Operator.Before ? before : !before;
    }

    private static bool HoldsAll(Condition.All all, ActiveUser user, Instant now)
    {
        foreach (var part in all.Of)
        {
            if (!Holds(part, user, now))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsAny(Condition.Any any, ActiveUser user, Instant now)
    {
        foreach (var part in any.Of)
        {
            if (Holds(part, user, now))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsAll(Condition.All all, in EventProperties properties)
    {
        foreach (var part in all.Of)
        {
            if (!Holds(part, properties))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsAny(Condition.Any any, in EventProperties properties)
    {
        foreach (var part in any.Of)
        {
            if (Holds(part, properties))
            {
                return true;
            }
        }

        return false;
    }
}
