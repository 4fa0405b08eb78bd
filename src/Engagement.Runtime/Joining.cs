using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;

namespace Engagement.Runtime;

/// <summary>
/// Makes one person part of another, across two actors, such that a crash between any two steps loses and doubles nothing:
/// the one who gives way surrenders (from then on it forwards, and owes its image), the other absorbs the image, and the debt is settled.
/// Every step may be repeated. A debt left by a crash is handed out again by <see cref="ActorShell.Resume"/> and ends up here too.
/// </summary>
public static class Joining
{
    /// <summary>Makes everything <paramref name="from"/> knows part of <paramref name="to"/>.</summary>
    /// <returns>
    /// Null when nothing is left to do: <paramref name="to"/> has it durably, and its next event sees it; or there is nothing to join because
    /// <paramref name="from"/> belongs to somebody else, or either was erased. Otherwise why the host would not, and the join goes on in the
    /// background: repeat the identify or alias to learn when it is done.
    /// </returns>
    public static async ValueTask<Refusal?> JoinAsync(
        IActorHost host, WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken)
    {
        var giving = ActorKey.Of(workspace, from);
        var surrender = await host.AskAsync(giving, new UserCommand.Surrender(to), cancellationToken);
        if (surrender.Refusal is { } refused)
        {
            return IsFinal(refused) ? null : refused;
        }

        if (surrender.Reply is not Surrendered { Image.IsEmpty: false } owed)
        {
            return null;
        }

        var absorb = await host.AskAsync(ActorKey.Of(workspace, to), new UserCommand.Absorb(from, owed.Image), cancellationToken);
        if (absorb.Refusal is { } unabsorbed && !IsFinal(unabsorbed))
        {
            return unabsorbed;
        }

        if (absorb.Reply is CameBack)
        {
            return null;
        }

        // Refused or not: the other has it, and a debt that stays is only handed over once more.
        await host.AskAsync(giving, new UserCommand.Settle(owed.EffectId), cancellationToken);
        return null;
    }

    private static bool IsFinal(Refusal refusal) => refusal.Code is Refusal.AlreadyJoined or Refusal.Erased;
}
