namespace Engagement.EndToEnd.Harness;

/// <summary>One server for the tests of a class, started by the first that is not skipped.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _starting = new(1);
    private EngagementServer? _server;

    internal async Task<EngagementServer> Get()
    {
        await _starting.WaitAsync();
        try
        {
            return _server ??= await EngagementServer.Start();
        }
        finally
        {
            _starting.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _starting.Dispose();
    }
}
