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
    private const string ActorsOf = "SELECT id, key FROM actors WHERE id = @person UNION ALL SELECT id, key FROM actors WHERE person = @person AND person <> id";

    /// <summary>Both must be in the table.</summary>
    public void Join(in ActorKey from, in ActorKey to)
    {
        var joined = connection.QuerySingle<long>(PersonOf, new { key = from.ToString() });
        var person = connection.QuerySingle<long>(PersonOf, new { key = to.ToString() });
        if (joined == person)
        {
            return;
        }

        connection.Execute("UPDATE actors SET person = @person WHERE person = @joined AND person <> id", new { person, joined });
        connection.Execute("UPDATE actors SET person = @person WHERE id = @joined", new { person, joined });
        if (actors.Find(to).Erased)
        {
            Erase(to);
        }
    }

    /// <summary>Deletes all that is written of the person, and lets nothing be written again. Results stay: they name nobody.</summary>
    public void Erase(in ActorKey key)
    {
        var person = connection.QuerySingle<long>(PersonOf, new { key = key.ToString() });
        foreach (var (id, actor) in connection.Query<(long Id, string Key)>(ActorsOf, new { person }).ToList())
        {
            connection.Execute("DELETE FROM timeline WHERE actor = @id", new { id });
            connection.Execute("DELETE FROM decisions WHERE actor = @id", new { id });
            connection.Execute("UPDATE actors SET erased = 1 WHERE id = @id", new { id });
            actors.MarkErased(ActorKey.Parse(actor));
        }
    }
}
