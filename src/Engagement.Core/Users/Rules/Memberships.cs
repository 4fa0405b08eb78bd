using Engagement.Core.Targeting;

namespace Engagement.Core.Users.Rules;

/// <summary>The groups one person is in: at most <see cref="UserLimits.Groups"/>, each with bounded traits.</summary>
internal static class Memberships
{
    /// <summary>What the membership that a call names comes to. Changes nothing.</summary>
    /// <returns>Why it cannot be kept; null when it can.</returns>
    public static Refusal? With(ActiveUser user, UserCommand.Group group, out GroupMembership membership)
    {
        var index = IndexOf(user, group.GroupId);
        var known = index < 0 ? Value.Missing : user.Groups[index].Traits;
        membership = new GroupMembership(group.GroupId, TraitMap.Merge(known, group.Traits));
        return index < 0 && user.Groups.Count >= UserLimits.Groups ? TooMany() : TraitBounds.Check(known, membership.Traits, UserLimits.GroupTraitBytes);
    }

    public static void Keep(ActiveUser user, GroupMembership membership)
    {
        var index = IndexOf(user, membership.GroupId);
        if (index < 0)
        {
            user.Groups.Add(membership);
        }
        else
        {
            user.Groups[index] = membership;
        }
    }

    /// <summary>Takes in another person's memberships, in their order, as long as there is room; of a group both are in, this person's stays.</summary>
    public static void Unite(ActiveUser user, ActiveUser other)
    {
        var more = other.Groups.Where(group => IndexOf(user, group.GroupId) < 0).ToList();
        user.Groups.AddRange(more.Take(Math.Max(0, UserLimits.Groups - user.Groups.Count)));
    }

    private static int IndexOf(ActiveUser user, string groupId) => user.Groups.FindIndex(known => known.GroupId == groupId);

    private static Refusal TooMany()
    {
        var expected = $"a person is in at most {UserLimits.Groups} groups; nothing was changed";
        return new Refusal(Refusal.TooManyGroups, expected, [new FieldError("/groupId", expected)]);
    }
}
