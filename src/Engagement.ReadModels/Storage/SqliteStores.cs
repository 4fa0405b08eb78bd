using System.Globalization;
using Dapper;
using Engagement.ReadModels.Projecting;
using Microsoft.Data.Sqlite;

namespace Engagement.ReadModels.Storage;

/// <summary>The two files of the read models, and how they are opened.</summary>
internal sealed class SqliteStores(string directory) : IStores
{
    // Deleted content is overwritten: erased means erased, in the file too.
    private const string Always = """
        PRAGMA journal_mode = WAL;
        PRAGMA busy_timeout = 5000;
        PRAGMA secure_delete = ON;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA temp_store = MEMORY;
        """;

    private SqliteConnection? _kept;

    public string Facts { get; } = Path.Combine(directory, "facts.db");

    public string Projections { get; } = Path.Combine(directory, "readmodels.db");

    /// <summary>
    /// Every commit is on the disk when it returns: the journal forgets what this file has taken in, so from then on it is the only copy.
    /// </summary>
    public IStore OpenArchive() => OpenForWriting(Facts, "facts.sql", "PRAGMA synchronous = FULL;");

    public IStore OpenProjections() => OpenForWriting(
        Projections, "readmodels.sql", "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8000;");

    public SqliteConnection OpenForReading()
    {
        var connection = new SqliteConnection(Text(Projections, SqliteOpenMode.ReadOnly, pooling: true));
        connection.Open();
        return connection;
    }

    /// <summary>
    /// Keeps the projections open, so that a writer that fails and is closed leaves the write-ahead log in its place: on a full
    /// disk it could not be made again, and nothing could be read.
    /// </summary>
    public void KeepReadable()
    {
        if (_kept is null)
        {
            var connection = OpenForReading();
            connection.ExecuteScalar<long>("SELECT batch FROM applied");
            _kept = connection;
        }
    }

    public void Dispose()
    {
        _kept?.Dispose();
        _kept = null;
    }

    /// <summary>Closes what readers left open for the next one.</summary>
    public void CloseReaders()
    {
        using var connection = new SqliteConnection(Text(Projections, SqliteOpenMode.ReadOnly, pooling: true));
        SqliteConnection.ClearPool(connection);
    }

    public IAsyncDisposable Listen(Signal wanted) => new NobodyElse();

    private SqliteStore OpenForWriting(string path, string schema, string own)
    {
        Directory.CreateDirectory(directory);
        var connection = new SqliteConnection(Text(path, SqliteOpenMode.ReadWriteCreate, pooling: false));
        try
        {
            connection.Open();
            connection.Execute(Always + own);
            Upgrade(connection, path, Schema.Read(schema));
            return new SqliteStore(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Upgrade(SqliteConnection connection, string path, Schema schema)
    {
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (version > schema.Version)
        {
            throw new InvalidOperationException(
                $"{path} is of version {version}; this build knows up to {schema.Version}. Start the newer build, or move the file away to make it again.");
        }

        for (; version < schema.Version; version++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(schema.Section(version + 1), transaction: transaction);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"), transaction: transaction);
            transaction.Commit();
        }
    }

    private static string Text(string path, SqliteOpenMode mode, bool pooling) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = pooling, DefaultTimeout = 5 }.ToString();

    private sealed class NobodyElse : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
