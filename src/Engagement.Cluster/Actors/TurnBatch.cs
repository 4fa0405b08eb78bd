using Engagement.Core.Decisions;

namespace Engagement.Cluster.Actors;

/// <summary>The turns of one actor that become durable with one write: what they made true, what is to leave after it, and who waits for it.</summary>
internal sealed class TurnBatch
{
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether there is anything to write.</summary>
    public bool IsEmpty { get; private set; } = true;

    public long FirstFact { get; private set; }

    public List<Fact> Facts { get; } = [];

    public List<Effect> Effects { get; } = [];

    /// <summary>True once everything is durable and has left; false when something failed on the way: it may be found durable or not.</summary>
    public Task<bool> Written => _written.Task;

    public void Add(in Runtime.Turn turn)
    {
        IsEmpty = false;
        if (Facts.Count == 0)
        {
            FirstFact = turn.FirstFact;
        }

        Facts.AddRange(turn.Facts);
        Effects.AddRange(turn.Effects);
    }

    public void End(bool written) => _written.TrySetResult(written);
}
