using Engagement.Core;
using Engagement.Core.Messages;

namespace Engagement.Runtime.InApp;

/// <summary>
/// The open streams of the people who are watching, as the effect dispatcher sees them. Best effort by design: the person's queue is the
/// truth, and a client that missed something reads it. Never blocks and never throws; called from the partition's own thread.
/// </summary>
public interface IStreams
{
    void Present(WorkspaceId workspace, PersonId person, QueuedMessage message);

    void Recall(WorkspaceId workspace, PersonId person, DeliveryId delivery);

    void Close(WorkspaceId workspace, PersonId person);

    /// <summary>Something may have been missed: whoever reads the person's streams is told to read the queue.</summary>
    void Resync(WorkspaceId workspace, PersonId person);

    /// <summary>Everybody with an open stream in a workspace, for <see cref="Core.Users.UserCommand.CatalogChanged"/>.</summary>
    IReadOnlyCollection<PersonId> Watching(WorkspaceId workspace);
}
