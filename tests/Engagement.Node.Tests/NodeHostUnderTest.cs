using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engagement.Node.Tests;

/// <summary>The node on a folder of its own, as the suite drives it.</summary>
/// <param name="isCrowded">With room for next to nobody in memory, and folding all the time.</param>
internal sealed class NodeHostUnderTest(HostFixture fixture, bool isCrowded = false) : IHostUnderTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("engagement-node-").FullName;
    private NodeHost? _node;

    public IActorHost Host => Node;

    public IFactFeed Facts => Node.Facts;

    private NodeHost Node => _node ?? throw new InvalidOperationException("the host is not running");

    public async Task StartAsync()
    {
        fixture.Writes.Recover();
        var options = new NodeOptions { Data = _folder, Partitions = 2, MailboxCapacity = fixture.MailboxCapacity };
        if (isCrowded)
        {
            (options.HotActors, options.CheckpointInterval, options.TurnsPerCommit) = (2, TimeSpan.FromMilliseconds(100), 3);
        }

        _node = new NodeHost(options, fixture.Streams, fixture.Clock, NullLoggerFactory.Instance, fixture.Writes.BeforeWrite);
        await _node.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await Node.StopAsync();
        _node = null;
    }

    public async Task CrashAsync()
    {
        fixture.Writes.Crash();
        await Node.AbandonAsync();
        _node = null;
    }

    public Task EvictAsync() => Node.EvictAsync();

    public async ValueTask DisposeAsync()
    {
        fixture.Writes.Release();
        if (_node is not null)
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
