using Engagement.Core;
using Engagement.Core.Decisions;

namespace Engagement.Runtime.Hosting;

/// <summary>One command on its way to one actor.</summary>
public readonly record struct Envelope(ActorKey Key, IActorCommand Command);

/// <summary>What came back from a turn. It exists only once everything the turn changed is durable.</summary>
/// <param name="Refusal">Null when the command was taken.</param>
public readonly record struct Answer(Refusal? Refusal, IReply? Reply, ValueList<Trace> Traces)
{
    public bool Taken => Refusal is null;
}
