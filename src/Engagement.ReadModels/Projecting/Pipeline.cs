using Engagement.ReadModels.Archive;
using Engagement.ReadModels.Storage;
using Engagement.Runtime.ReadSide;
using NodaTime;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// From the feed to the archive to the projections, one transaction each, in that order. A crash between the two leaves facts in the archive
/// that are not projected; opening finds them by the number of the last applied batch and projects them first. (One transaction over both
/// files would not do: in WAL mode SQLite commits each file for itself.) After any failure this is disposed and opened anew.
/// </summary>
internal sealed class Pipeline : IDisposable
{
    /// <summary>Facts that go into one transaction, more or less: enough to share its cost, few enough to keep readers' wait short.</summary>
    private const int FactsInRound = 65_536;

    private const int BatchesInRead = 256;

    private readonly IFactFeed _feed;
    private readonly FactArchive _archive;
    private readonly Projections _projections;
    private readonly Round _round;
    private readonly Upkeep _upkeep;
    private readonly long[] _positions;

    private Pipeline(IFactFeed feed, FactArchive archive, Projections projections)
    {
        (_feed, _archive, _projections) = (feed, archive, projections);
        _round = new Round(projections.Actors);
        _upkeep = new Upkeep(archive, projections);
        _positions = [.. Enumerable.Range(0, feed.Partitions).Select(PositionOf)];
        if (_positions.Where((position, partition) => position < archive.PositionOf(partition)).Any())
        {
            projections.Withdraw();
        }

        if (projections.Applied > archive.Last)
        {
            // The archive's file is another one than these projections came from. Its batches are numbered anew.
            projections.Begin();
            projections.Commit(archive.Last);
        }
    }

    /// <summary>By partition: everything up to it is projected.</summary>
    public ReadOnlySpan<long> Positions => _positions;

    /// <summary>Facts projected by this one, the archive's included.</summary>
    public long Projected { get; private set; }

    /// <summary>All that is archived is projected.</summary>
    public bool IsCaughtUp => _projections.Applied >= _archive.Last && !_projections.IsRebuilding;

    public static Pipeline Open(IStores stores, IFactFeed feed)
    {
        var archive = FactArchive.Open(stores);
        try
        {
            return new Pipeline(feed, archive, Projections.Open(stores));
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>Projects a round of what is archived and not yet projected.</summary>
    /// <param name="whenPoison">Null: a fact that cannot be projected fails the round. Else facts go in one by one, and those are told here.</param>
    public void CatchUp(Action<TakenFact, Exception>? whenPoison)
    {
        _round.Clear();
        _projections.Begin();
        var last = _archive.ReadAfter(_projections.Applied, FactsInRound, _round);
        if (whenPoison is null)
        {
            _projections.Apply(_round);
        }
        else
        {
            _projections.ApplyOneByOne(_round, whenPoison);
        }

        if (last >= _archive.Last)
        {
            _projections.EndRebuild();
        }

        _projections.Commit(last);
        Count();
    }

    /// <summary>Takes in what the feed has; false when it had nothing.</summary>
    public bool TakeIn(Instant now)
    {
        var batches = ReadFeed();
        if (batches.Count > 0)
        {
            _round.Clear();
            _projections.Begin();
            _round.Expect(batches);
            batches.ForEach(_round.Add);
            _archive.Append(_round.Batches, _round.Erased, _positions, now);
            _projections.Apply(_round);
            _projections.Commit(_archive.Last);
            Count();
        }

        _projections.Publish(_positions);
        Release();
        return batches.Count > 0;
    }

    /// <summary>Drops the projections; <see cref="CatchUp"/> makes them again.</summary>
    public void Drop() => _projections.Drop(_archive.TrimmedHour);

    /// <summary>Does a little of what time asks for (<see cref="Upkeep.Step"/>); false when nothing is left to do.</summary>
    public bool Upkeep(Instant keepSince) => _upkeep.Step(keepSince);

    public void Dispose()
    {
        _projections.Dispose();
        _archive.Dispose();
    }

    /// <summary>A feed that ends before what was read of it has begun anew, and is read from its beginning: repeats are known by their sequence.</summary>
    private long PositionOf(int partition)
    {
        var position = _archive.PositionOf(partition);
        return position <= _feed.Head(partition) ? position : 0;
    }

    private List<FactBatch> ReadFeed()
    {
        var batches = new List<FactBatch>();
        var share = FactsInRound / _feed.Partitions;
        for (var partition = 0; partition < _positions.Length; partition++)
        {
            // Read first: whatever stands at or before it and is not in the answer has no facts.
            var head = _feed.Head(partition);
            for (var facts = 0; facts < share;)
            {
                var read = _feed.ReadAfter(partition, _positions[partition], BatchesInRead);
                if (read.Count == 0)
                {
                    _positions[partition] = Math.Max(head, _positions[partition]);
                    break;
                }

                _positions[partition] = read[^1].Position;
                facts += read.Sum(batch => batch.Facts.Count);
                batches.AddRange(read.Where(batch => batch.Facts.Count > 0));
            }
        }

        return batches;
    }

    private void Count()
    {
        Projected += _round.Facts.Count;
        ReadModelsInstruments.Projected.Add(_round.Facts.Count);
    }

    private void Release()
    {
        for (var partition = 0; partition < _positions.Length; partition++)
        {
            _feed.Release(partition, _positions[partition]);
        }
    }
}
