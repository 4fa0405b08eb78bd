using Engagement.Core;
using Engagement.Core.Catalogs;
using NodaTime;

namespace Engagement.Runtime.Hosting;

/// <summary>
/// What keeps actors, time and disk: the port both hosts implement. Turns of one actor run one at a time, in the order of acceptance; an
/// answer is given only after the turn's one write is durable. Safe for any number of threads.
/// </summary>
public interface IActorHost
{
    /// <summary>Gives one command to one actor.</summary>
    /// <returns>
    /// The answer, after durability. Refused with <see cref="Refusal.Overloaded"/> when the mailbox is full (nothing happened; try again
    /// in a second) and with <see cref="Refusal.Unavailable"/> when the disk refused the write (nothing is acknowledged; it may or may not
    /// be found to have happened, so send it again under the same message id).
    /// </returns>
    /// <exception cref="Exception">The turn met a bug: the actor is as it was before.</exception>
    ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken);

    /// <summary>
    /// Gives many commands at once, which is far cheaper than one by one. Commands to the same actor are decided in the order given; between
    /// different actors there is no order. Each is answered on its own, in the order given, when all are durable.
    /// </summary>
    /// <exception cref="Exception">A turn met a bug: its actor is as it was before. Of the other commands nothing is known.</exception>
    ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken);

    /// <summary>
    /// Has a known person surrender to another, who must be known too: to whoever is at the end of that one's forwarding now. One at a time,
    /// from wherever it is asked.
    /// </summary>
    /// <returns>The answer to <see cref="Core.Users.UserCommand.Surrender"/>, or why the host would not; null when both are one already.</returns>
    ValueTask<Answer?> SurrenderAsync(WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken);

    /// <summary>The compiled definitions now in force; null when there is no such workspace.</summary>
    Catalog? CatalogOf(WorkspaceId workspace);

    /// <summary>The workspace and rights of a key, or null when no workspace has it or it was revoked.</summary>
    /// <param name="hash">As in <see cref="Core.Workspaces.ApiKey.Hash"/>.</param>
    KeyGrant? FindKey(string hash);

    IReadOnlyCollection<WorkspaceId> Workspaces { get; }

    HostHealth Health { get; }

    /// <summary>The clock turns are stamped with.</summary>
    Instant Now { get; }
}

/// <summary>What a key may do, and where.</summary>
public sealed record KeyGrant(WorkspaceId Workspace, Core.Workspaces.ApiKey Key);

/// <summary>Whether the host takes commands, and if not, why, in words for an operator.</summary>
/// <param name="Missing">Empty when ready.</param>
public sealed record HostHealth(ValueList<string> Missing)
{
    public bool Ready => Missing.Count == 0;
}
