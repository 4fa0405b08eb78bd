namespace Engagement.Core.Decisions;

/// <summary>What a turn came to. The host saves the state and the facts in one write; only then may anything else here leave.</summary>
/// <param name="State">The state after the turn. It may be the very object that went in, changed.</param>
/// <param name="Changed">False: nothing to save, and the answer may leave with the writes before it.</param>
public readonly record struct Decision<TState>(TState State, bool Changed)
{
    public ValueList<Effect> Effects { get; init; }

    public ValueList<Fact> Facts { get; init; }

    /// <summary>Number of the first of <see cref="Facts"/>.</summary>
    public long FirstFact { get; init; }

    /// <summary>One for every candidate considered.</summary>
    public ValueList<Trace> Traces { get; init; }

    public Refusal? Refusal { get; init; }

    public IReply? Reply { get; init; }

    public static Decision<TState> Refuse(TState state, Refusal refusal) => new(state, false) { Refusal = refusal };

    public static Decision<TState> Answer(TState state, IReply reply) => new(state, false) { Reply = reply };
}
