namespace Engagement.EndToEnd.Harness;

/// <summary>One server for the tests of a class, started by the first that is not skipped.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private EngagementServer? _server;

    // The tests of a class run one after the other.
    internal async Task<EngagementServer> Get() => _server ??= await EngagementServer.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
