using System.Diagnostics;
using Engagement.Core;

namespace Engagement.Runtime.Diagnostics;

/// <summary>Spans of the engine. They name workspaces, kinds of actor and commands, never a person.</summary>
public static class EngagementTracing
{
    public const string SourceName = "Engagement";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>One turn; null, at no cost, while nobody listens.</summary>
    public static Activity? StartTurn(ActorKey key, IActorCommand command)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var activity = Source.StartActivity($"{key.Kind} {command.GetType().Name}");
        activity?.SetTag("engagement.workspace", key.Workspace.Value);
        activity?.SetTag("engagement.actor.kind", key.Kind.ToString());
        return activity;
    }
}
