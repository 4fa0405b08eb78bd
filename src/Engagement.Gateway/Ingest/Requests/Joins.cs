using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Joins that calls ask for, made before the client is answered and before later calls of either person.</summary>
internal sealed class Joins(IActorHost host, LinkedPairs linked)
{
    public static bool MayJoin(IActorCommand command) =>
        command is UserCommand.Identify { AnonymousId: not null } or UserCommand.Alias or UserCommand.Link;

    /// <summary>Who may have to become part of the person a command is for.</summary>
    public static ActorKey? Other(in Envelope command) => command.Command switch
    {
        UserCommand.Identify { AnonymousId: { } anonymous } => ActorKey.Of(command.Key.Workspace, PersonId.Anonymous(anonymous)),
        UserCommand.Alias alias => ActorKey.Of(command.Key.Workspace, alias.Previous),
        UserCommand.Link link => ActorKey.Of(command.Key.Workspace, link.Other),
        _ => null,
    };

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
            if (joined is not null && ((NeedsJoined(command) && joined.Contains(command.Key)) || (other is { } from && joined.Contains(from))))
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

    /// <summary>
    /// Makes the joins that commands turned out to need, side by side: of those that <see cref="Before"/> lets go together each has another
    /// person give way, and that several may give way to the same one does no harm.
    /// </summary>
    /// <param name="mayJoinKnown">Whether an alias may take over somebody who is known by a user id.</param>
    /// <returns>Empty, or why the host would not make some of them.</returns>
    public async ValueTask<IReadOnlyList<Refusal>> FinishAsync(ReadOnlyMemory<Envelope> commands, Answer[] answers, bool mayJoinKnown)
    {
        List<Task<Refusal?>>? joins = null;
        for (var at = 0; at < commands.Length; at++)
        {
            var command = commands.Span[at];
            if (answers[at].Taken && MayJoin(command.Command))
            {
                joins ??= [];
                joins.Add(FinishAsync(command, answers[at], mayJoinKnown).AsTask());
            }
        }

        return joins is null ? [] : [.. (await Task.WhenAll(joins)).OfType<Refusal>()];
    }

    private async ValueTask<Refusal?> FinishAsync(Envelope command, Answer answer, bool mayJoinKnown)
    {
        var refusal = await JoinAsync(command.Key.Workspace, answer);
        if (refusal is null && Other(command) is { Kind: ActorKind.Anonymous } joined)
        {
            linked.Add(LinkedPairs.Of(command.Key, joined.Id));
        }

        if (refusal is null && mayJoinKnown && command.Command is UserCommand.Alias { Previous.Kind: PersonKind.Anonymous } alias)
        {
            refusal = await JoinKnownAsync(command.Key, alias);
        }

        return refusal;
    }

    // A link sees nothing of the person but what is joined already, and asking for a join that is under way does no harm.
    private static bool NeedsJoined(in Envelope command) => command.Command is not UserCommand.Link;

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
}
