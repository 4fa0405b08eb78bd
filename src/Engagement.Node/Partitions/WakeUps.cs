using System.Diagnostics;
using Engagement.Core;
using Engagement.Core.Users;

namespace Engagement.Node.Partitions;

/// <summary>The command that says to an actor that time has passed.</summary>
internal static class WakeUps
{
    private static readonly UserCommand.WakeUp User = new();

    public static IActorCommand Of(ActorKey key) => key.Kind switch
    {
        ActorKind.User or ActorKind.Anonymous => User,
        _ => throw new UnreachableException($"a {key.Kind} is never due"),
    };
}
