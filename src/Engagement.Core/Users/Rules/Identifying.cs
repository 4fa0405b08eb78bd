using Engagement.Core.Decisions;

namespace Engagement.Core.Users.Rules;

/// <summary>Who the person is: traits, groups, and which other ids are theirs.</summary>
internal static class Identifying
{
    public static Decision<UserState> Identify(ActiveUser user, UserCommand.Identify identify, TurnContext context)
    {
        var join = identify.AnonymousId is { } anonymous ? Identities.JoinOf(user, PersonId.Anonymous(anonymous)) : null;
        if (user.Recent.Contains(identify.Stamp.MessageKey))
        {
            // A repeat whose join did not come through the first time still has to make it.
            return new(user, Changed: false) { Reply = join };
        }

        var traits = TraitMap.Merge(user.Traits, identify.Traits);
        if (TraitBounds.Check(user.Traits, traits, UserLimits.TraitBytes) is { } refusal)
        {
            return Decision<UserState>.Refuse(user, refusal);
        }

        user.Recent.TryAdd(identify.Stamp.MessageKey, context.Now);
        var turn = new UserTurn(user, context);
        var at = context.Happened(identify.Stamp.At);
        Whereabouts.Note(ref turn, identify.Context, at);
        Sessions.Touch(ref turn, at);
        user.Traits = traits;
        TakeWhereabouts(user);
        turn.Tell(new Fact.Identified(at));
        return Tracking.Conclude(ref turn, join);
    }

    public static Decision<UserState> Alias(ActiveUser user, UserCommand.Alias alias, TurnContext context)
    {
        var join = Identities.JoinOf(user, alias.Previous);
        return user.Recent.TryAdd(alias.Stamp.MessageKey, context.Now)
            ? new(user, Changed: true) { Reply = join, FirstFact = user.FactCount + 1 }
            : new(user, Changed: false) { Reply = join };
    }

    public static Decision<UserState> Link(ActiveUser user, UserCommand.Link link) =>
        new(user, Changed: false) { Reply = link.Other.Kind == PersonKind.Anonymous ? Identities.JoinOf(user, link.Other) : null };

    public static Decision<UserState> Group(ActiveUser user, UserCommand.Group group, TurnContext context)
    {
        if (user.Recent.Contains(group.Stamp.MessageKey))
        {
            return new(user, Changed: false);
        }

        if (Memberships.With(user, group, out var joined) is { } refusal)
        {
            return Decision<UserState>.Refuse(user, refusal);
        }

        user.Recent.TryAdd(group.Stamp.MessageKey, context.Now);
        Memberships.Keep(user, joined);
        var turn = new UserTurn(user, context);
        var at = context.Happened(group.Stamp.At);
        Whereabouts.Note(ref turn, context: null, at);
        Sessions.Touch(ref turn, at);
        return Tracking.Conclude(ref turn);
    }

    /// <summary>Traits named after the whereabouts are believed, as clients that send no context do.</summary>
    private static void TakeWhereabouts(ActiveUser user)
    {
        if (user.Traits.Member("timezone").Text is { } zone && Zones.Find(zone) is not null)
        {
            user.Zone = zone;
        }

        user.Locale = user.Traits.Member("locale").Text ?? user.Locale;
    }
}
