using Npgsql;

namespace Engagement.Silo.Postgres;

/// <summary>
/// The tables and statements that Orleans needs in PostgreSQL, as in <c>deploy/postgres/orleans.sql</c>. For those who let silos prepare
/// their database; an operator who does not can run the file.
/// </summary>
public static class OrleansSchema
{
    private const string Resource = "orleans.sql";

    /// <summary>
    /// Makes what is not there yet and brings the statements up to date, in one transaction and, by an advisory lock that the script takes
    /// first, one at a time: any number of silos may start at once. Changes nothing where nothing is to be done, and never what another made.
    /// </summary>
    /// <param name="dataSource">Of a role that may create tables in the schema that comes first on its search path.</param>
    /// <exception cref="PostgresException">The role may not, or something else of the same name is in the way; nothing was changed.</exception>
    public static async Task ApplyAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(await ReadScriptAsync(cancellationToken), connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<string> ReadScriptAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(OrleansSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
