using Engagement.Core.Coding;
using Engagement.ReadModels.Archive;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>A fact that waits to be kept.</summary>
/// <param name="Actor">The key's stored form.</param>
/// <param name="Body">As FactCodec wrote it.</param>
internal readonly record struct EncodedFact(FactPlace Place, string Actor, byte[] Body);

/// <summary>
/// Appends facts to a partition of the log as one transaction of two round trips. The first locks the partition's row, which is held until the
/// commit: so positions grow in the order of commits, and a reader that saw one will meet none before it.
/// </summary>
internal static class FactGroup
{
    public static async Task AppendAsync(
        NpgsqlConnection connection, int partition, IReadOnlyList<EncodedFact> facts, CancellationToken cancellationToken)
    {
        var (position, tails) = await BeginAsync(connection, partition, facts, cancellationToken).ConfigureAwait(false);
        var body = new ByteWriter(4096);
        var changed = Write(facts, tails, body);
        await using var batch = new NpgsqlBatch(connection);
        if (changed.Count == 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("ROLLBACK"));
        }
        else
        {
            batch.BatchCommands.Add(Command("INSERT INTO log VALUES ($1, $2, $3)", Is(partition), Is(position), Is(body.WrittenMemory)));
            batch.BatchCommands.Add(Command(
                "INSERT INTO log_tails SELECT * FROM unnest($1, $2) ON CONFLICT (actor) DO UPDATE SET sequence = excluded.sequence",
                Is(changed.Keys.ToArray()),
                Is(changed.Values.ToArray())));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(long Position, Dictionary<string, long> Tails)> BeginAsync(
        NpgsqlConnection connection, int partition, IReadOnlyList<EncodedFact> facts, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(Command("UPDATE log_partitions SET head = head + 1 WHERE partition = $1 RETURNING head", Is(partition)));
        batch.BatchCommands.Add(Command(
            "SELECT actor, sequence FROM log_tails WHERE actor = ANY($1)", Is(facts.Select(fact => fact.Actor).Distinct().ToArray())));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var position = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var tails = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            tails.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return (position, tails);
    }

    /// <summary>Writes those that are no repeats.</summary>
    /// <returns>The last number of each actor that has any.</returns>
    private static Dictionary<string, long> Write(IReadOnlyList<EncodedFact> facts, Dictionary<string, long> tails, ByteWriter body)
    {
        var into = new ArchivedBatch.Writer(body);
        var changed = new Dictionary<string, long>();
        foreach (var fact in facts)
        {
            if (fact.Place.Sequence > tails.GetValueOrDefault(fact.Actor))
            {
                into.Add(fact.Place, fact.Body);
                tails[fact.Actor] = changed[fact.Actor] = fact.Place.Sequence;
            }
        }

        return changed;
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(values);
        return command;
    }

    private static NpgsqlParameter<T> Is<T>(T value) => new() { TypedValue = value };
}
