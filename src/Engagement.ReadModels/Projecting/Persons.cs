using Dapper;
using Engagement.Core;
using Microsoft.Data.Sqlite;

namespace Engagement.ReadModels.Projecting;

/// <summary>
/// Which actors make up a person. Facts stay under the actor that told them, and a join points the actor at its person: nothing is rewritten,
/// and facts of the joined one that come in later are already in their place.
/// </summary>
internal sealed class Persons(SqliteConnection connection, ActorTable actors)
{
    private const string PersonOf = "SELECT person FROM actors WHERE key = @key";
    private const string ActorsOf = "SELECT id, key FROM actors WHERE person = @person";

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

    /// <summary>Both must be in the table.</summary>
    public void Join(in ActorKey from, in ActorKey to)
    {
        var joined = connection.QuerySingle<long>(PersonOf, new { key = from.ToString() });
        var person = connection.QuerySingle<long>(PersonOf, new { key = to.ToString() });
        if (joined == person)
        {
            return;
        }

        connection.Execute("UPDATE actors SET person = @person WHERE person = @joined", new { person, joined });
    }

    /// <summary>
    /// Deletes all that is written of the person, and lets nothing be written again. Results stay: they name nobody. All tails must be in the
    /// table: that is where the chains begin.
    /// </summary>
    public void Erase(in ActorKey key)
    {
        var person = connection.QuerySingle<long>(PersonOf, new { key = key.ToString() });
        foreach (var (id, actor) in connection.Query<(long Id, string Key)>(ActorsOf, new { person }).ToList())
        {
            connection.Execute(DeleteAll, new { id, key = actor });
            actors.MarkErased(ActorKey.Parse(actor));
        }
    }
}
