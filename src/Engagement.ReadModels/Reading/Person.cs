using System.Data.Common;
using Dapper;
using Engagement.Core;

namespace Engagement.ReadModels.Reading;

internal static class Person
{
    /// <summary>The actors whose facts are this person's: itself, and all that were joined to it. Empty when nothing is known of it.</summary>
    public static IReadOnlyList<long> ActorsOf(DbConnection connection, ActorKey key) => connection
        .Query<long>(
            "SELECT id FROM actors WHERE person = (SELECT person FROM actors WHERE key = @key)", new { key = key.ToString() })
        .AsList();
}
