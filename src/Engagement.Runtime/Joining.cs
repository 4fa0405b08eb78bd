using System.Runtime.CompilerServices;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;

namespace Engagement.Runtime;

/// <summary>
/// Makes one person part of another, across two actors, such that a crash between any two steps loses and doubles nothing: the one who gives
/// way surrenders (from then on it forwards, and owes its image), the other absorbs the image, and the debt is settled. Every step may be
/// repeated by anybody.
/// </summary>
/// <remarks>
/// Who surrendered never comes back, so all that must be prevented is a ring, in which everybody would forward and nobody absorb. Only known
/// persons can close one; they surrender one at a time (<see cref="IActorHost.SurrenderAsync"/>), and only to a person at the end of all
/// forwarding.
/// </remarks>
public static class Joining
{
    private static readonly ConditionalWeakTable<IActorHost, SemaphoreSlim> Gates = [];

    /// <summary>Makes everything <paramref name="from"/> knows part of <paramref name="to"/>, a known person.</summary>
    /// <returns>
    /// Null when nothing is left to do: <paramref name="to"/> has it durably, and its next event sees it; or there is nothing to join because
    /// <paramref name="from"/> belongs to somebody already, or either was erased. Otherwise why the host would not. Then repeat the identify
    /// or alias; what was begun goes on in the background.
    /// </returns>
    public static async ValueTask<Refusal?> JoinAsync(
        IActorHost host, WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken)
    {
        if (to.Kind != PersonKind.Known)
        {
            throw new ArgumentException("nobody is joined to an anonymous person", nameof(to));
        }

        var surrender = from.Kind == PersonKind.Anonymous
            ? await SurrenderAsync(host, workspace, to, from, cancellationToken)
            : await host.SurrenderAsync(workspace, to, from, cancellationToken);
        return surrender is { } answer ? await PayAsync(host, workspace, to, from, answer, cancellationToken) : null;
    }

    /// <summary>What <see cref="IActorHost.SurrenderAsync"/> is in a host of one process: one at a time of all that are asked through the host.</summary>
    public static async ValueTask<Answer?> SurrenderOneByOneAsync(
        IActorHost host, WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken)
    {
        var gate = Gates.GetValue(host, static _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            var end = await host.AskAsync(ActorKey.Of(workspace, to), new UserCommand.Describe(), cancellationToken);
            if (end.Reply is not UserProfile { Person: var person })
            {
                return end;
            }

            return person == from ? null : await SurrenderAsync(host, workspace, person, from, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Goes on with what <paramref name="from"/> has surrendered already and may still owe to <paramref name="to"/>.</summary>
    /// <returns>Null when nothing is owed any more; otherwise why the host would not.</returns>
    internal static async ValueTask<Refusal?> ResumeAsync(
        IActorHost host, WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken)
    {
        var surrender = await SurrenderAsync(host, workspace, to, from, cancellationToken);
        return await PayAsync(host, workspace, to, from, surrender, cancellationToken);
    }

    private static ValueTask<Answer> SurrenderAsync(
        IActorHost host, WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken) =>
        host.AskAsync(ActorKey.Of(workspace, from), new UserCommand.Surrender(to), cancellationToken);

    private static async ValueTask<Refusal?> PayAsync(
        IActorHost host, WorkspaceId workspace, PersonId to, PersonId from, Answer surrender, CancellationToken cancellationToken)
    {
        if (surrender.Reply is not Surrendered { Image.IsEmpty: false } owed)
        {
            return surrender.Refusal is { } refusal && !IsFinal(refusal) ? refusal : null;
        }

        // To the one at the end, should there be forwards by now; it answers a repeat as done.
        var absorb = await host.AskAsync(ActorKey.Of(workspace, to), new UserCommand.Absorb(from, owed.Image), cancellationToken);
        if (absorb.Refusal is { } unabsorbed && !IsFinal(unabsorbed))
        {
            return unabsorbed;
        }

        // Refused or not: the other has it, and a debt that stays is only handed over once more.
        await host.AskAsync(ActorKey.Of(workspace, from), new UserCommand.Settle(owed.EffectId), cancellationToken);
        return null;
    }

    private static bool IsFinal(Refusal refusal) => refusal.Code is Refusal.AlreadyJoined or Refusal.Erased;
}
