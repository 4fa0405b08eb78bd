using Engagement.Core;
using Engagement.Core.Messages;
using Engagement.Runtime.InApp;

namespace Engagement.Benchmarks.Engine;

/// <summary>Nobody is watching.</summary>
internal sealed class Quiet : IStreams
{
    public void Present(WorkspaceId workspace, PersonId person, QueuedMessage message)
    {
    }

    public void Recall(WorkspaceId workspace, PersonId person, DeliveryId delivery)
    {
    }

    public void Close(WorkspaceId workspace, PersonId person)
    {
    }

    public void Resync(WorkspaceId workspace, PersonId person)
    {
    }

    public IReadOnlyCollection<PersonId> Watching(WorkspaceId workspace) => [];
}
