using Dapper;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Storage;
using Npgsql;

namespace Engagement.ReadModels.Postgres;

/// <summary>
/// The read models in the database that all processes share. Its one writer is whoever holds two advisory locks, each on the very session that
/// writes: a session that ends takes its transaction with it before its lock is free for another.
/// </summary>
internal sealed class PostgresStores(PostgresDatabase database) : IStores
{
    private const long ArchiveLock = 0x656e_6761_6765_02;
    private const long ProjectionsLock = 0x656e_6761_6765_03;

    /// <summary>So that the locks of a machine that vanished are free within seconds.</summary>
    private const string Settings = """
        SET tcp_keepalives_idle = 5;
        SET tcp_keepalives_interval = 2;
        SET tcp_keepalives_count = 3;
        """;

    /// <summary>Open while this process stands by.</summary>
    private NpgsqlConnection? _standingBy;

    public IStore OpenArchive() => new PostgresStore(Take(ArchiveLock, "SET synchronous_commit = on;"));

    public IStore OpenProjections() => new PostgresStore(Take(ProjectionsLock, "SET synchronous_commit = off;"));

    public void KeepReadable()
    {
        // The database is, whatever this process does.
    }

    public IAsyncDisposable Listen(Signal wanted) => new WantedListener(database, wanted);

    public void Dispose()
    {
        _standingBy?.Dispose();
        _standingBy = null;
    }

    private NpgsqlConnection Take(long key, string own)
    {
        var session = _standingBy;
        _standingBy = null;
        try
        {
            if (session is null)
            {
                session = database.Alone();
                session.Open();
                session.Execute(Settings);
            }

            if (session.ExecuteScalar<bool>("SELECT pg_try_advisory_lock(@key)", new { key }))
            {
                session.Execute(own);
                return session;
            }
        }
        catch
        {
            session?.Dispose();
            throw;
        }

        _standingBy = session;
        throw new WrittenElsewhereException();
    }
}
