using Engagement.Core;
using Engagement.ReadModels.Storage;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// Which actors make up a person. Facts stay under the actor that told them, and a join points the actor at its person: nothing is rewritten,
/// and facts of the joined one that come in later are already in their place.
/// </summary>
internal sealed class Persons(IStore store, ActorTable actors) : IDisposable
{
    private const string DeleteAll = """
        WITH RECURSIVE chain (id, previous) AS (
          SELECT id, previous FROM timeline WHERE id = (SELECT chunk FROM tails WHERE actor = @id) AND actor = @id
          UNION ALL
          SELECT t.id, t.previous FROM chain c JOIN timeline t ON t.id = c.previous AND t.actor = @id)
        DELETE FROM timeline WHERE id IN (SELECT id FROM chain);
        DELETE FROM late WHERE actor = @id;
        DELETE FROM decisions WHERE actor = @id;
        UPDATE tails SET chunk = 0, hour = 0 WHERE actor = @id;
        UPDATE actors SET erased = 1 WHERE key = @key;
        """;

    private readonly IStatement _personOf = store.Prepare("persons.find");
    private readonly IStatement _join = store.Prepare("persons.join");

    /// <summary>Both must be in the table.</summary>
    public void Join(in ActorKey from, in ActorKey to)
    {
        var joined = PersonOf(from);
        var person = PersonOf(to);
        if (joined != person)
        {
            _join.Bind(1, person).Bind(2, joined).Run();
        }
    }

    /// <summary>
    /// Deletes all that is written of the person, and lets nothing be written again. Results stay: they name nobody. All tails must be in the
    /// table: that is where the chains begin.
    /// </summary>
    public void Erase(in ActorKey key)
    {
        foreach (var actor in ActorsOf(key))
        {
            store.Execute(DeleteAll, new { id = actors.Find(actor).Id, key = actor.ToString() });
            actors.MarkErased(actor);
        }
    }

    /// <summary>All that were joined to the same person as this one, itself included; none when it is not in the table.</summary>
    public IReadOnlyList<ActorKey> ActorsOf(in ActorKey key) =>
        [.. store.Query<string>("SELECT key FROM actors WHERE person = @person", new { person = PersonOf(key) }).Select(ActorKey.Parse)];

    public void Dispose()
    {
        _personOf.Dispose();
        _join.Dispose();
    }

    private long PersonOf(in ActorKey key)
    {
        var person = _personOf.Bind(1, key.ToString()).Step() ? _personOf.Integer(0) : 0;
        _personOf.Reset();
        return person;
    }
}
