using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Joins that identify and alias calls ask for, made before the client is answered and before later calls of either person.</summary>
internal sealed class Joins(IActorHost host)
{
    public static bool MayJoin(IActorCommand command) => command is UserCommand.Identify { AnonymousId: not null } or UserCommand.Alias;

    /// <summary>
    /// How many commands may be given at once: up to the first that concerns a person whom one before it may join.
    /// </summary>
    public static int Before(ReadOnlySpan<Envelope> commands)
    {
        HashSet<ActorKey>? joined = null;
        for (var at = 0; at < commands.Length; at++)
        {
            ref readonly var command = ref commands[at];
            var other = Other(command);
            if (joined is not null && (joined.Contains(command.Key) || (other is { } from && joined.Contains(from))))
            {
                return at;
            }

            if (other is { } previous)
            {
                joined ??= [];
                joined.Add(command.Key);
                joined.Add(previous);
            }
        }

        return commands.Length;
    }

    /// <summary>Makes the join that a command turned out to need.</summary>
    /// <param name="mayJoinKnown">Whether an alias may take over somebody who is known by a user id.</param>
    /// <returns>Null when nothing is left to do; else why the host would not.</returns>
    public async ValueTask<Refusal?> FinishAsync(Envelope command, Answer answer, bool mayJoinKnown)
    {
        var refusal = await JoinAsync(command.Key.Workspace, answer);
        if (refusal is null && mayJoinKnown && answer.Taken && command.Command is UserCommand.Alias { Previous.Kind: PersonKind.Anonymous } alias)
        {
            refusal = await JoinKnownAsync(command.Key, alias);
        }

        return refusal;
    }

    // A previous id may be a user id as well as an anonymous one. It is taken for one only if somebody is known by it.
    private async ValueTask<Refusal?> JoinKnownAsync(ActorKey into, UserCommand.Alias alias)
    {
        var previous = PersonId.Known(alias.Previous.Value);
        var seen = await host.AskAsync(ActorKey.Of(into.Workspace, previous), new UserCommand.Describe(), CancellationToken.None);
        if (seen.Refusal is { } refused)
        {
            return refused;
        }

        return seen.Reply is UserProfile { Known: true }
            ? await JoinAsync(into.Workspace, await host.AskAsync(into, alias with { Previous = previous }, CancellationToken.None))
            : null;
    }

    private ValueTask<Refusal?> JoinAsync(WorkspaceId workspace, Answer answer) => answer switch
    {
        { Refusal: { } refusal } => ValueTask.FromResult<Refusal?>(refusal),
        { Reply: JoinNeeded join } => Joining.JoinAsync(host, workspace, join.Into, join.From, CancellationToken.None),
        _ => ValueTask.FromResult<Refusal?>(null),
    };

    private static ActorKey? Other(in Envelope command) => command.Command switch
    {
        UserCommand.Identify { AnonymousId: { } anonymous } => ActorKey.Of(command.Key.Workspace, PersonId.Anonymous(anonymous)),
        UserCommand.Alias alias => ActorKey.Of(command.Key.Workspace, alias.Previous),
        _ => null,
    };
}
