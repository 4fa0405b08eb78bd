using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.Runtime;

/// <summary>What one turn came to, whatever the kind of actor.</summary>
public readonly record struct Turn(bool Changed)
{
    public ValueList<Effect> Effects { get; init; }

    public ValueList<Fact> Facts { get; init; }

    public long FirstFact { get; init; }

    public ValueList<Trace> Traces { get; init; }

    public Refusal? Refusal { get; init; }

    public IReply? Reply { get; init; }

    public Hosting.Answer Answer => new(Refusal, Reply, Traces);

    public static Turn Of<TState>(in Decision<TState> decision) => new(decision.Changed)
    {
        Effects = decision.Effects,
        Facts = decision.Facts,
        FirstFact = decision.FirstFact,
        Traces = decision.Traces,
        Refusal = decision.Refusal,
        Reply = decision.Reply,
    };
}

/// <summary>
/// An actor as a host holds it: its state in memory, what it decides, and how it is saved. The host must save (image or turn, and facts, in
/// one write) before any effect or answer of the turn leaves. Not thread-safe: one turn at a time.
/// </summary>
public abstract class ActorShell(ActorKey key)
{
    public ActorKey Key { get; } = key;

    /// <summary>When the host must next send a wake-up, or null.</summary>
    public abstract Instant? NextDue { get; }

    /// <exception cref="InvalidOperationException">The command is for another kind of actor, which is a bug of the caller.</exception>
    public abstract Turn Decide(IActorCommand command, in TurnContext context);

    /// <summary>Writes the whole state, which must be kept, or the actor let go.</summary>
    public abstract void Encode(ByteWriter into);

    /// <summary>
    /// Writes what <see cref="Replay"/> needs to come from the state before the last turn to the state after it, where that is little; false,
    /// and nothing written, where the whole state must be kept.
    /// </summary>
    /// <param name="command">With <paramref name="turn"/>, the last turn, which changed the state. Once written it must be kept, or the actor let go.</param>
    /// <param name="isQuiet">What was written says the turn's facts, if it is just one.</param>
    public virtual bool TryEncodeTurn(IActorCommand command, in Turn turn, ByteWriter into, out bool isQuiet) => isQuiet = false;

    /// <summary>Takes a turn again that <see cref="TryEncodeTurn"/> wrote, by the state as it was before it. Nothing of it leaves a second time.</summary>
    /// <param name="now">The instant at which the turn was taken.</param>
    /// <exception cref="FormatException">Not what was written, or not for this state.</exception>
    public virtual void Replay(ReadOnlySpan<byte> turn, Instant now) =>
        throw new FormatException($"a {Key.Kind} is never kept turn by turn");

    /// <summary>The effects still owed, to be handed out again after a load, under the same ids.</summary>
    public abstract ValueList<Effect> Resume();

    /// <summary>The wake-up command of this kind of actor, or null when time alone never changes it.</summary>
    public abstract IActorCommand? WakeUp { get; }

    private protected TCommand Expect<TCommand>(IActorCommand command)
        where TCommand : class, IActorCommand =>
        command as TCommand ?? throw new InvalidOperationException($"{command.GetType().Name} is not a command for {Key.Kind} actors");
}
