using Engagement.Core;
using Engagement.ReadModels.Archive;
using NodaTime;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// What time asks for: facts past their retention are forgotten, and what is archived of erased persons is made anonymous. In small steps,
/// between which new facts are taken in. Interrupted, it begins again, which changes nothing that is already done.
/// </summary>
internal sealed class Upkeep(FactArchive archive, Projections projections)
{
    private const int BatchesInStep = 500;
    private const int RowsInStep = 10_000;

    private Erasing? _erasing;

    /// <summary>Does a step; false when nothing is left to do.</summary>
    /// <param name="keepSince">What is older is forgotten.</param>
    public bool Step(Instant keepSince)
    {
        var hour = Hours.Of(keepSince.ToUnixTimeMilliseconds());
        return archive.Trim(keepSince, BatchesInStep) | projections.Trim(hour, RowsInStep) | Erase();
    }

    /// <summary>Looks once through the archive for all who wait.</summary>
    private bool Erase()
    {
        _erasing ??= Erasing.Of(archive.Erasures, projections);
        if (_erasing is null)
        {
            return false;
        }

        var last = archive.MakeAnonymous(_erasing.Actors, _erasing.Looked, BatchesInStep);
        if (last != _erasing.Looked && last < _erasing.Until)
        {
            _erasing = _erasing with { Looked = last };
            return true;
        }

        archive.EndErasures(_erasing.Erasures);
        projections.Fold();
        _erasing = null;
        return false;
    }

    private sealed record Erasing(
        IReadOnlyList<(ActorKey Actor, long Batch)> Erasures, IReadOnlySet<ActorKey> Actors, long Looked, long Until)
    {
        public static Erasing? Of(IReadOnlyList<(ActorKey Actor, long Batch)> erasures, Projections projections) => erasures.Count == 0
            ? null
            : new Erasing(
                erasures,
                erasures.SelectMany(erasure => projections.ActorsOf(erasure.Actor).Append(erasure.Actor)).ToHashSet(),
                Looked: 0,
                erasures.Max(erasure => erasure.Batch));
    }
}
