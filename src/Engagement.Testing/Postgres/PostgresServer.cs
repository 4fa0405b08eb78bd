using Engagement.Testing.Processes;

namespace Engagement.Testing.Postgres;

/// <summary>
/// A PostgreSQL of its own on a loopback port, with its data in a temporary folder and fsync on, that can be stopped as a power cut would and
/// started again on the same port. It ends with the process that started it, however that ends. Safe for any number of threads, but for
/// stopping and starting.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";

    private readonly DirectoryInfo _folder;
    private readonly int _port;
    private ServerProcess? _running;
    private int _databases;

    private PostgresServer(DirectoryInfo folder, int port) => (_folder, _port) = (folder, port);

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing => PostgresBinaries.Missing;

    /// <summary>Everything it keeps is in here.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Of the database <c>postgres</c>, as a superuser.</summary>
    public string ConnectionString => ConnectionTo("postgres");

    /// <summary>Makes a server and starts it.</summary>
    /// <exception cref="IOException">It did not start; the message says what it said.</exception>
    public static async Task<PostgresServer> StartAsync()
    {
        if (PostgresBinaries.Missing is { } missing)
        {
            throw new IOException(missing);
        }

        var folder = Directory.CreateTempSubdirectory("engagement-postgres-");
        var server = new PostgresServer(folder, LoopbackPort.Free());
        try
        {
            await PostgresBinaries.GiveAsync(folder.FullName);
            await PostgresBinaries.RunAsync("initdb", "-D", server.Data, "-U", "postgres", "--auth=trust", "--locale=C", "-E", "UTF8", "--no-sync");
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database.</summary>
    /// <param name="name">Lower case letters, digits and underscores; null: one that is not used yet.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? name = null)
    {
        name ??= $"db{Interlocked.Increment(ref _databases)}";
        await PostgresBinaries.RunAsync("createdb", "-h", Loopback, "-p", $"{_port}", "-U", "postgres", name);
        return ConnectionTo(name);
    }

    /// <summary>Stops it at once: connections break, nothing is flushed, and the next start recovers from the write-ahead log.</summary>
    public async Task StopAsync()
    {
        if (_running is { } running)
        {
            _running = null;
            await running.StopAsync();
        }
    }

    /// <summary>Starts what <see cref="StopAsync"/> stopped; completes when it takes connections.</summary>
    public async Task StartAgainAsync() => _running ??= await ServerProcess.StartAsync(
        Data, "-h", Loopback, "-p", $"{_port}", "-k", "", "-N", "300", "-c", "shared_buffers=64MB", "-c", "lc_messages=C");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private string ConnectionTo(string database) => $"Host={Loopback};Port={_port};Username=postgres;Database={database}";
}
