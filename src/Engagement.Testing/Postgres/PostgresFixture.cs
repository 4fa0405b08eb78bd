using Xunit;

namespace Engagement.Testing.Postgres;

/// <summary>
/// One server for all tests of a collection: <c>[CollectionDefinition(PostgresFixture.Collection)]</c> with
/// <c>ICollectionFixture&lt;PostgresFixture&gt;</c> in each test project that needs it. Where PostgreSQL is not installed there is none, and the
/// tests are skipped: see <see cref="RequiresPostgresFactAttribute"/>.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public const string Collection = "PostgreSQL";

    private PostgresServer? _server;

    public PostgresServer Server => _server ?? throw new InvalidOperationException("PostgreSQL is not installed");

    public async Task InitializeAsync()
    {
        if (PostgresBinaries.Missing is null)
        {
            _server = await PostgresServer.StartAsync();
        }
    }

    public Task DisposeAsync() => _server is { } server ? server.DisposeAsync().AsTask() : Task.CompletedTask;
}
