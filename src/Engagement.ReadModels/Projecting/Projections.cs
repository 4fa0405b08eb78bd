using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.ReadModels.Storage;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// The projections' database as its one writer holds it. A round goes in as one transaction, together with the number of the last archived
/// batch it came from. After any failure it is disposed and opened anew: nothing in memory is trusted. Not thread-safe.
/// </summary>
internal sealed class Projections : IDisposable
{
    private readonly IStore _store;
    private readonly TimelineTable _timeline;
    private readonly DecisionTable _decisions;
    private readonly ResultsTable _results;
    private readonly PoisonTable _poison;
    private readonly Persons _persons;

    private Projections(IStore store)
    {
        _store = store;
        Actors = new ActorTable(store);
        _timeline = new TimelineTable(store);
        _decisions = new DecisionTable(store);
        _results = new ResultsTable(store);
        _poison = new PoisonTable(store);
        _persons = new Persons(store, Actors);
        (Applied, Actors.Last, _timeline.LastChunk, _results.KeptHour) =
            store.Query<(long, long, long, long?)>("SELECT batch, actor, chunk, kept_hour FROM applied").Single();
    }

    public ActorTable Actors { get; }

    /// <summary>The last archived batch that is in here.</summary>
    public long Applied { get; private set; }

    /// <summary>A rebuild has not come to its end yet.</summary>
    public bool IsRebuilding => _results.KeptHour is not null;

    public static Projections Open(IStores stores)
    {
        var store = stores.OpenProjections();
        try
        {
            return new Projections(store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public void Begin() => _store.Begin();

    public void Commit(long applied)
    {
        Applied = applied;
        _store.Execute(
            "UPDATE applied SET batch = @applied, actor = @Last, chunk = @LastChunk, kept_hour = @KeptHour",
            new { applied, Actors.Last, _timeline.LastChunk, _results.KeptHour });
        _store.Commit();
    }

    /// <summary>Puts a round's facts in.</summary>
    public void Apply(Round round)
    {
        Actors.FlushNew();
        PutAside(round);
        foreach (var fact in round.Facts)
        {
            Project(fact, round.Bytes);
        }

        _timeline.Flush(round.Bytes);
        _results.Flush();
        Actors.EndRound();
    }

    /// <summary>As <see cref="Apply"/>, but each fact for itself: one that fails leaves no trace but its line in the poison table.</summary>
    public void ApplyOneByOne(Round round, Action<TakenFact, Exception> whenPoison)
    {
        Actors.FlushNew();
        PutAside(round);
        foreach (var fact in round.Facts)
        {
            var tail = fact.Actor.Tail;
            _store.Execute("SAVEPOINT fact");
            try
            {
                Project(fact, round.Bytes);
                _timeline.Flush(round.Bytes);
                _results.Flush();
                _store.Flush();
            }
            catch (Exception failure) when (!StorageFailure.Is(failure))
            {
                _timeline.Clear();
                _results.Clear();
                fact.Actor.Tail = tail;
                _store.Execute("ROLLBACK TO fact");
                _poison.Write(fact.Place, fact.Fact, failure.Message, round.Bytes.Slice(fact.Offset, fact.Length).ToArray());
                whenPoison(fact, failure);
            }

            _store.Execute("RELEASE fact");
        }

        Actors.EndRound();
    }

    /// <summary>All actors that are the same person as this one, itself included.</summary>
    public IReadOnlyList<ActorKey> ActorsOf(in ActorKey key) => _persons.ActorsOf(key);

    /// <summary>Forgets the oldest lines and decisions of before an hour, at most so many of each. False when there are no more.</summary>
    public bool Trim(long hour, int rows) => Forgetting.Before(hour, rows, _store);

    /// <summary>Tells readers of other processes how far each partition of the feed is projected.</summary>
    public void Publish(ReadOnlySpan<long> positions) => _store.Publish(positions);

    /// <summary>They wait for the next <see cref="Publish"/>.</summary>
    public void Withdraw() => _store.Withdraw();

    /// <summary>Lets nothing of what was deleted stay in the file.</summary>
    public void Fold() => _store.Fold();

    /// <summary>Forgets all that can be made again from the facts.</summary>
    /// <param name="trimmedHour">Facts up to this hour are no longer archived: their results, and who is who, are kept. Null: all are there.</param>
    public void Drop(long? trimmedHour)
    {
        Forgetting.AllSince(trimmedHour, _store);
        (Applied, _results.KeptHour) = (0, trimmedHour);
        Actors.Forget();
    }

    /// <summary>The rebuild is at its end: every hour counts from now on. In force with the next commit.</summary>
    public void EndRebuild() => _results.KeptHour = null;

    public void Dispose()
    {
        Actors.Dispose();
        _timeline.Dispose();
        _decisions.Dispose();
        _results.Dispose();
        _persons.Dispose();
        _store.Dispose();
    }

    /// <summary>A rebuild meets facts that were old when they came in: they stand in the archive, and past their retention.</summary>
    private bool IsForgotten(Fact fact) => Hours.Of(fact.At.ToUnixTimeMilliseconds()) <= _results.KeptHour;

    private void PutAside(Round round)
    {
        foreach (var fact in round.Unstorable)
        {
            _poison.Write(fact.Place, fact.Fact, fact.Reason, body: null);
        }
    }

    private void Project(in TakenFact taken, ReadOnlySpan<byte> bytes)
    {
        var actor = taken.Place.Actor;
        if (actor.Kind is not (ActorKind.User or ActorKind.Anonymous))
        {
            return;
        }

        _results.Count(actor.Workspace, taken.Fact);
        if (taken.Fact is Fact.Joined joined)
        {
            _persons.Join(ActorKey.Of(actor.Workspace, joined.From), actor);
        }

        // A join may come in after the erasure of whom it joined to: then it is erased too.
        if (taken.Fact is Fact.Erased || (taken.Fact is Fact.Joined && taken.Actor.Erased))
        {
            _timeline.Flush(bytes);
            Actors.FlushTails();
            _persons.Erase(actor);
        }
        else if (!taken.Actor.Erased && !IsForgotten(taken.Fact))
        {
            _timeline.Add(taken);
            if (taken.Fact is Fact.Decided decided)
            {
                _decisions.Write(taken, decided.Trace, bytes.Slice(taken.Offset, taken.Length));
            }
        }
    }
}
