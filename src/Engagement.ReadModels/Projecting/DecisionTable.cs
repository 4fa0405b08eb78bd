using Engagement.Core.Decisions;
using Engagement.ReadModels.Storage;

namespace Engagement.ReadModels.Projecting;

/// <summary>Writes the traces: why and why not, by person and campaign.</summary>
internal sealed class DecisionTable(IStore store) : IDisposable
{
    private readonly IStatement _insert = store.PrepareRows("decisions.insert");

    /// <param name="bytes">The fact's stored form.</param>
    public void Write(in TakenFact fact, Trace trace, ReadOnlySpan<byte> bytes) => _insert
        .Bind(1, fact.Actor.Id)
        .Bind(2, trace.At.ToUnixTimeMilliseconds())
        .Bind(3, fact.Place.Sequence)
        .Bind(4, trace.Campaign.Value)
        .Bind(5, bytes)
        .Run();

    public void Dispose() => _insert.Dispose();
}
