using System.Diagnostics;
using Engagement.Core.Decisions;
using Engagement.Core.Users.Rules;

namespace Engagement.Core.Users;

/// <summary>
/// One person's turn. Deterministic: the same state, command and context give the same decision. Consumes the state it is given and hands
/// it, or its successor, back.
/// </summary>
public static class UserDecider
{
    public static Decision<UserState> Decide(UserState state, UserCommand command, TurnContext context) => state switch
    {
        ActiveUser user => Decide(user, command, context),
        JoinedUser joined => Decide(joined, command),
        ErasedUser erased => Decide(erased, command),
        _ => throw new UnreachableException($"{state.GetType().Name} x {command.GetType().Name}"),
    };

    /// <summary>The effects still owed, to be handed out again after a load, under the same ids.</summary>
    public static ValueList<Effect> Resume(UserState state) => state is JoinedUser joined ? Merging.Resume(joined) : [];

    private static Decision<UserState> Decide(ActiveUser user, UserCommand command, TurnContext context) => command switch
    {
        UserCommand.Track track => Tracking.Track(user, track, context),
        UserCommand.Identify identify => Identifying.Identify(user, identify, context),
        UserCommand.Alias alias => Identifying.Alias(user, alias, context),
        UserCommand.Link link => Identifying.Link(user, link),
        UserCommand.Group group => Identifying.Group(user, group, context),
        UserCommand.Surrender surrender => Merging.Surrender(user, surrender, context),
        UserCommand.Absorb absorb => Merging.Absorb(user, absorb, context),
        UserCommand.Report report => Receipts.Take(user, report, context),
        UserCommand.Moment moment => Moments.Change(user, moment, context),
        UserCommand.WakeUp => WakingUp.WakeUp(user, context),
        UserCommand.CatalogChanged => Moments.RecallStopped(user, context),
        UserCommand.Erase => Erasing.Erase(user, context),
        UserCommand.Settle => new(user, Changed: false),
        UserCommand.Describe => Decision<UserState>.Answer(user, UserViews.Profile(user, context)),
        UserCommand.ReadQueue => Decision<UserState>.Answer(user, UserViews.Queue(user, context)),
        UserCommand.Explain explain => Explaining.Explain(user, explain, context),
        _ => throw new UnreachableException($"{nameof(ActiveUser)} x {command.GetType().Name}"),
    };

    private static Decision<UserState> Decide(JoinedUser joined, UserCommand command) => command switch
    {
        UserCommand.Surrender surrender => Merging.SurrenderAgain(joined, surrender),
        UserCommand.Settle settle => Merging.Settle(joined, settle),
        UserCommand.WakeUp => new(joined, Changed: false),
        UserCommand.Absorb absorb => Merging.PassOn(joined, absorb),
        UserCommand.Track track => Merging.PassOn(joined, track),
        _ => new(joined, Changed: false) { Effects = [new Effect.Forward(joined.To)] },
    };

    private static Decision<UserState> Decide(ErasedUser erased, UserCommand command) => command switch
    {
        UserCommand.Describe => Decision<UserState>.Answer(erased, UserViews.Profile(erased)),
        UserCommand.ReadQueue => Decision<UserState>.Answer(erased, new ShownQueue([], 0)),
        UserCommand.Erase or UserCommand.WakeUp or UserCommand.CatalogChanged or UserCommand.Settle => new(erased, Changed: false),
        _ => Decision<UserState>.Refuse(erased, Refusal.Of(Refusal.Erased, "this person was erased and stays erased")),
    };
}
