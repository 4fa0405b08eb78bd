using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;

namespace Engagement.Testing.Hosting;

/// <summary>The in-memory host as the suite drives it.</summary>
public sealed class InMemoryHostUnderTest(HostFixture fixture) : IHostUnderTest
{
    private readonly InMemoryStorage _storage = new(fixture.Writes);
    private InMemoryHost? _host;

    public IActorHost Host => Running;

    public IFactFeed Facts => _storage;

    private InMemoryHost Running => _host ?? throw new InvalidOperationException("the host is not running");

    public Task StartAsync()
    {
        fixture.Writes.Recover();
        _host = new InMemoryHost(fixture, _storage);
        _host.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await Running.StopAsync();
        _host = null;
    }

    public async Task CrashAsync()
    {
        fixture.Writes.Crash();
        await Running.CrashAsync();
        _host = null;
    }

    public Task EvictAsync() => Running.EvictAsync();

    public async ValueTask DisposeAsync()
    {
        fixture.Writes.Release();
        if (_host is not null)
        {
            await StopAsync();
        }
    }
}
