using Dapper;
using Engagement.Core.Decisions;
using Engagement.ReadModels.Archive;
using Microsoft.Data.Sqlite;

namespace Engagement.ReadModels.Projecting;

/// <summary>Facts that could not be projected, put aside with the reason so that they hold up nothing.</summary>
internal sealed class PoisonTable(SqliteConnection connection)
{
    /// <param name="body">The fact's stored form; null when it has none.</param>
    public void Write(in FactPlace place, Fact fact, string reason, byte[]? body)
    {
        connection.Execute(
            "INSERT OR REPLACE INTO poison VALUES (@actor, @sequence, @at, @reason, @body)",
            new { actor = place.Actor.ToString(), sequence = place.Sequence, at = fact.At.ToUnixTimeMilliseconds(), reason, body });
        ReadModelsInstruments.Poison.Add(1);
    }
}
