using Engagement.Core;
using Engagement.Runtime.Shells;

namespace Engagement.Runtime;

/// <summary>Makes the shell of an actor from what was saved of it.</summary>
public static class ActorShells
{
    public static ActorShell Blank(ActorKey key) => key.Kind switch
    {
        ActorKind.Campaign => new CampaignShell(key),
        ActorKind.Workspace => new WorkspaceShell(key),
        _ => new UserShell(key),
    };

    /// <exception cref="FormatException">The image is not one of this kind of actor, or of a version this build does not know.</exception>
    public static ActorShell Load(ActorKey key, ReadOnlyMemory<byte> image) => key.Kind switch
    {
        ActorKind.Campaign => new CampaignShell(key, image),
        ActorKind.Workspace => new WorkspaceShell(key, image),
        _ => new UserShell(key, image),
    };
}
