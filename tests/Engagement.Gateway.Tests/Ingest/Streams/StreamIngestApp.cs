using System.Text;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Gateway.Tests.Ingest.Streams;

/// <summary>The ingest of streams over a host that the test holds.</summary>
internal sealed class StreamIngestApp(IActorHost host, string? key = RecordingHost.WriteKey) : IDisposable
{
    private readonly ServiceProvider _services =
        new ServiceCollection().AddLogging().AddSingleton(host).AddSingleton<KeyRing>().AddIngest().BuildServiceProvider();

    private int _items;

    /// <summary>Gives items of these bodies, each of a place of its own.</summary>
    public Task<IReadOnlyList<IngestOutcome>> TakeAsync(params string[] bodies) =>
        TakeAsync([.. bodies.Select(body => new StreamItem($"item-{_items++}", Encoding.UTF8.GetBytes(body)))]);

    public async Task<IReadOnlyList<IngestOutcome>> TakeAsync(params StreamItem[] items) =>
        await _services.GetRequiredService<IEventIngest>().IngestAsync(new StreamOrigin("hub", "0", key), items, CancellationToken.None);

    public void Dispose() => _services.Dispose();
}
