using Engagement.Core.Decisions;
using Engagement.ReadModels.Archive;
using Engagement.ReadModels.Storage;

namespace Engagement.ReadModels.Projecting;

/// <summary>Facts that could not be projected, put aside with the reason so that they hold up nothing.</summary>
internal sealed class PoisonTable(IStore store)
{
    /// <param name="body">The fact's stored form; null when it has none.</param>
    public void Write(in FactPlace place, Fact fact, string reason, byte[]? body)
    {
        store.Execute(
            """
            INSERT INTO poison VALUES (@actor, @sequence, @at, @reason, @body)
            ON CONFLICT (actor, sequence) DO UPDATE SET reason = excluded.reason, body = excluded.body
            """,
            new { actor = place.Actor.ToString(), sequence = place.Sequence, at = fact.At.ToUnixTimeMilliseconds(), reason, body });
        ReadModelsInstruments.Poison.Add(1);
    }
}
