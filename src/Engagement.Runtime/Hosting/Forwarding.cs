using Engagement.Core;
using Engagement.Core.Decisions;

namespace Engagement.Runtime.Hosting;

/// <summary>
/// How a host answers for a person who became part of another: it gives the same command to the one the turn names, and answers with that
/// one's answer. It does so itself, before it answers; the effect never reaches the dispatcher.
/// </summary>
public static class Forwarding
{
    /// <summary>Forwards followed for one command before it is refused with <see cref="TooLong"/>.</summary>
    public const int LongestChain = 8;

    public static readonly Refusal TooLong = Refusal.Of(Refusal.WrongState, $"the person was forwarded more than {LongestChain} times");

    /// <summary>Where the command goes next; null when the turn is its own answer.</summary>
    public static ActorKey? Next(ActorKey from, in Turn turn) =>
        turn.Effects is { Count: 1 } effects && effects[0] is Effect.Forward forward ? ActorKey.Of(from.Workspace, forward.To) : null;
}
