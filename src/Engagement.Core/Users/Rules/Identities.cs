namespace Engagement.Core.Users.Rules;

/// <summary>Which other ids are one person's: at most <see cref="UserLimits.Identities"/>.</summary>
internal static class Identities
{
    /// <summary>The join to be made before another id is this person's; null when it is already, or when there is no room for one more.</summary>
    public static JoinNeeded? JoinOf(ActiveUser user, PersonId other) =>
        other == user.Person || user.Identities.Contains(other) || user.Identities.Count >= UserLimits.Identities
            ? null
            : new JoinNeeded(user.Person, other);

    /// <summary>
    /// Takes in another person's id, and of its other ids the latest that fit. Its own is always kept: by it a hand-over that comes again is
    /// known. So are the latest, whose own hand-overs may not be settled yet.
    /// </summary>
    public static void Unite(ActiveUser user, ActiveUser other)
    {
        user.Identities.Add(other.Person);
        var more = other.Identities.Except(user.Identities).ToList();
        user.Identities.AddRange(more.TakeLast(Math.Max(0, UserLimits.Identities - user.Identities.Count)));
    }
}
