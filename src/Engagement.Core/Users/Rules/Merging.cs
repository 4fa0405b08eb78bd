using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.Core.Users.Rules;

/// <summary>
/// One person becoming part of another. The one who gives way keeps its image, owed, until the other has it durably; taking it in twice
/// changes nothing. Counters add, first is the earlier and last the later, caps and deliveries unite, pending candidates keep the earlier
/// deadline, traits of the one who takes in win. What is beyond a person's bounds (<see cref="UserLimits"/>) is left out.
/// </summary>
internal static class Merging
{
    /// <summary>The only effect a joined person can owe: nobody is joined twice.</summary>
    private const long HandOver = 1;

    public static Decision<UserState> Surrender(ActiveUser user, UserCommand.Surrender surrender, TurnContext context)
    {
        if (surrender.To == user.Person || user.Identities.Contains(surrender.To))
        {
            return Decision<UserState>.Refuse(user, Refusal.Of(Refusal.AlreadyJoined, "a person cannot be joined to itself"));
        }

        var writer = new ByteWriter();
        UserCodec.Encode(user, writer);
        var image = writer.Written.ToArray();
        var joined = new JoinedUser(user.Person, surrender.To, context.Now) { Owed = image, FactCount = user.FactCount };
        return new(joined, Changed: true)
        {
            Effects = [new Effect.HandOver(HandOver, surrender.To, image), new Effect.CloseStreams()],
            FirstFact = user.FactCount + 1,
            Reply = new Surrendered(image, HandOver),
        };
    }

    public static Decision<UserState> SurrenderAgain(JoinedUser joined, UserCommand.Surrender surrender) => surrender.To == joined.To
        ? Decision<UserState>.Answer(joined, new Surrendered(joined.Owed, HandOver))
        : Decision<UserState>.Refuse(joined, Refusal.Of(Refusal.AlreadyJoined, "this id already belongs to another person"));

    public static Decision<UserState> Settle(JoinedUser joined, UserCommand.Settle settle)
    {
        if (joined.Owed.IsEmpty || settle.EffectId != HandOver)
        {
            return new(joined, Changed: false);
        }

        joined.Owed = default;
        return new(joined, Changed: true) { FirstFact = joined.FactCount + 1 };
    }

    /// <summary>
    /// What a joined person does with another's image: pass it on, unless it is in the image still owed (passed on, it would be counted
    /// once by itself and once more within that image).
    /// </summary>
    public static Decision<UserState> PassOn(JoinedUser joined, UserCommand.Absorb absorb)
    {
        var isOwed = !joined.Owed.IsEmpty
            && UserCodec.Decode(joined.Person, joined.Owed.Span) is ActiveUser owed && owed.Identities.Contains(absorb.From);
        return isOwed ? new(joined, Changed: false) : new(joined, Changed: false) { Effects = [new Effect.Forward(joined.To)] };
    }

    /// <summary>
    /// What a joined person does with an event: pass it on, unless it is a repeat of one in the image still owed. The other does not know that
    /// one yet, and would count it once by itself and once more within that image.
    /// </summary>
    public static Decision<UserState> PassOn(JoinedUser joined, UserCommand.Track track)
    {
        var isOwed = !joined.Owed.IsEmpty
            && UserCodec.Decode(joined.Person, joined.Owed.Span) is ActiveUser owed && owed.Recent.Contains(track.Stamp.MessageKey);
        return isOwed ? new(joined, Changed: false) : new(joined, Changed: false) { Effects = [new Effect.Forward(joined.To)] };
    }

    public static ValueList<Effect> Resume(JoinedUser joined) =>
        joined.Owed.IsEmpty ? [] : [new Effect.HandOver(HandOver, joined.To, joined.Owed)];

    public static Decision<UserState> Absorb(ActiveUser user, UserCommand.Absorb absorb, TurnContext context)
    {
        if (user.Identities.Contains(absorb.From) || UserCodec.Decode(absorb.From, absorb.Image.Span) is not ActiveUser other)
        {
            return new(user, Changed: false);
        }

        var turn = new UserTurn(user, context);
        Unite(user, other);
        Identities.Unite(user, other);
        turn.Tell(new Fact.Joined(context.Now, absorb.From));
        return Tracking.Conclude(ref turn);
    }

    private static void Unite(ActiveUser user, ActiveUser other)
    {
        foreach (var counter in other.Counters.Items)
        {
            user.Counters.FindOrAdd(counter.Event)?.Merge(counter);
        }

        user.Recent.Merge(other.Recent);
        user.Traits = TraitBounds.Fill(user.Traits, other.Traits, UserLimits.TraitBytes);
        Memberships.Unite(user, other);
        user.Zone ??= other.Zone;
        user.Locale ??= other.Locale;
        user.FirstSeen = Pick(user.FirstSeen, other.FirstSeen, Instant.Min);
        user.LastSeen = Pick(user.LastSeen, other.LastSeen, Instant.Max);
        UniteSessions(user, other);
        UniteMessages(user, other);
    }

    private static void UniteSessions(ActiveUser user, ActiveUser other)
    {
        if (other.Session is not { } theirs)
        {
            return;
        }

        var (mine, newer) = (user.Session, other.LastActivity > user.LastActivity);
        var latest = mine is null || newer ? theirs : mine;
        user.LastActivity = mine is null || newer ? other.LastActivity : user.LastActivity;
        user.Session = latest with { Started = mine is null ? theirs.Started : Instant.Min(mine.Started, theirs.Started) };
    }

    private static void UniteMessages(ActiveUser user, ActiveUser other)
    {
        foreach (var received in other.Received)
        {
            var index = user.Received.FindIndex(known => known.Campaign == received.Campaign);
            if (index < 0)
            {
                user.Received.Add(received);
            }
            else
            {
                var known = user.Received[index];
                user.Received[index] = known with { LastAt = Instant.Max(known.LastAt, received.LastAt), Times = known.Times + received.Times };
            }
        }

        user.Deliveries.AddRange(other.Deliveries.Where(delivery => !user.Deliveries.Exists(known => known.Id == delivery.Id)));
        user.Deliveries.Sort((one, two) => one.SentAt.CompareTo(two.SentAt));
        foreach (var pending in other.Pending)
        {
            var index = user.Pending.FindIndex(known => known.Campaign == pending.Campaign);
            if (index < 0)
            {
                user.Pending.Add(pending);
            }
            else if (pending.Due < user.Pending[index].Due)
            {
                user.Pending[index] = pending;
            }
        }

        // Presented again under this person's own numbering: the other's streams are closed and its clients come back as this person.
        user.Queue.AddRange(other.Queue
            .Where(message => !user.Queue.Exists(known => known.Campaign == message.Campaign))
            .Select(message => message with { Sequence = 0 }));
    }

    private static Instant? Pick(Instant? one, Instant? two, Func<Instant, Instant, Instant> choose) =>
        one is { } first && two is { } second ? choose(first, second) : one ?? two;
}
