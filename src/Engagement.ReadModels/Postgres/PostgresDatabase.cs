using Microsoft.Extensions.Options;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>
/// The database that all processes share: pooled connections, and failures as <see cref="IOException"/>. Safe for any number of threads.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable, IDisposable
{
    private readonly string _alone;
    private readonly NpgsqlDataSource _pool;

    public PostgresDatabase(IOptions<ReadModelsOptions> options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.Value.Postgres) { SearchPath = PostgresSchema.Name, IncludeErrorDetail = false };
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 50;
        }

        _pool = NpgsqlDataSource.Create(settings);
        _alone = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, KeepAlive = 5 }.ConnectionString;
    }

    /// <summary>A connection that does not go back to the pool: what its session holds is let go when it is closed.</summary>
    internal NpgsqlConnection Alone() => new(_alone);

    internal ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _pool.OpenConnectionAsync(cancellationToken);

    /// <summary>
    /// Does something that changes nothing when it is done again: the first failure may be of a pooled connection that broke long ago.
    /// </summary>
    /// <exception cref="IOException">It was not done, or it is not known whether.</exception>
    internal async Task<T> DoAsync<T>(Func<NpgsqlConnection, Task<T>> what, CancellationToken cancellationToken)
    {
        for (var again = true; ; again = false)
        {
            try
            {
                await using var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
                return await what(connection).ConfigureAwait(false);
            }
            catch (Exception failure) when (IsOurs(failure))
            {
                _pool.Clear();
                if (!again)
                {
                    throw new IOException($"PostgreSQL: {failure.Message}", failure);
                }
            }
        }
    }

    /// <inheritdoc cref="DoAsync"/>
    internal T Do<T>(Func<NpgsqlConnection, T> what)
    {
        for (var again = true; ; again = false)
        {
            try
            {
                using var connection = _pool.OpenConnection();
                return what(connection);
            }
            catch (Exception failure) when (IsOurs(failure))
            {
                _pool.Clear();
                if (!again)
                {
                    throw new IOException($"PostgreSQL: {failure.Message}", failure);
                }
            }
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    public void Dispose() => _pool.Dispose();

    /// <summary>A connection that broke while it was used shows as any of these.</summary>
    private static bool IsOurs(Exception failure) => failure is NpgsqlException or TimeoutException or InvalidOperationException { Source: "Npgsql" };
}
