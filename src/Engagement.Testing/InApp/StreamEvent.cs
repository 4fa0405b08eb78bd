using Engagement.Core;
using Engagement.Core.Messages;

namespace Engagement.Testing.InApp;

/// <summary>What one person's open streams were told.</summary>
public abstract record StreamEvent(WorkspaceId Workspace, PersonId Person)
{
    public sealed record Presented(WorkspaceId Workspace, PersonId Person, QueuedMessage Message) : StreamEvent(Workspace, Person);

    public sealed record Recalled(WorkspaceId Workspace, PersonId Person, DeliveryId Delivery) : StreamEvent(Workspace, Person);

    public sealed record Closed(WorkspaceId Workspace, PersonId Person) : StreamEvent(Workspace, Person);

    public sealed record Resynced(WorkspaceId Workspace, PersonId Person) : StreamEvent(Workspace, Person);
}
