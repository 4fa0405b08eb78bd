using Engagement.Gateway.Tests.Hosting;
using Engagement.Runtime.Streams;
using Engagement.Testing.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engagement.Gateway.Tests.Ingest.Streams;

/// <summary>A gateway that puts calls on a stream in memory, which feeds the engine behind it once the test says so.</summary>
public sealed class StreamedApp : GatewayApp
{
    public const int Partitions = 4;

    public InMemoryEventStream Stream { get; } = new(Partitions, batchSize: 16);

    protected override Dictionary<string, string?> Settings => new() { ["Engagement:Gateway:Ingest"] = "Stream" };

    /// <summary>Everything on the stream, in the order of each partition.</summary>
    public IReadOnlyList<StreamItem> Items => [.. Enumerable.Range(0, Partitions).SelectMany(Stream.ItemsOf)];

    /// <summary>Takes what is on the stream into the engine.</summary>
    public async Task FeedAsync()
    {
        var ingest = Services.GetRequiredService<IEventIngest>();
        await using var pump = new EventPump(
            Stream, ingest, Stream, key: null, TimeProvider.System, NullLogger<EventPump>.Instance);
        await pump.StartAsync(CancellationToken.None);
        await Stream.DrainedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        await pump.StopAsync(CancellationToken.None);
    }

    protected override void Add(IServiceCollection services) => services.AddSingleton<IEventSink>(Stream);
}
