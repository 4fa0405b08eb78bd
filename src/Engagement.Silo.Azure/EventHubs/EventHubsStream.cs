using Azure.Messaging.EventHubs.Producer;
using Azure.Storage.Blobs;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.Streams;
using Microsoft.Extensions.Options;

namespace Engagement.Silo.Azure.EventHubs;

internal static class EventHubsStream
{
    public static bool IsConfigured(IConfiguration configuration) => configuration.GetSection(EventHubsOptions.Section).Exists();

    /// <summary>
    /// Where <c>Engagement:EventHubs</c> is configured: feeds the engine from that hub, and gives the gateway an <see cref="IEventSink"/> to it.
    /// Otherwise nothing. Needs the <see cref="AzureStorage"/>; call it after the host was added, see <see cref="EventSources.AddEventSource"/>.
    /// </summary>
    public static IServiceCollection AddEventHubsStream(this IServiceCollection services, IConfiguration configuration)
    {
        if (!IsConfigured(configuration))
        {
            return services;
        }

        services.AddBoundOptions<EventHubsOptions>(EventHubsOptions.Section);
        services.AddSingleton<IHubReader>(static provider => HubReader.Of(
            OptionsOf(provider),
            new BlobCheckpoints(ContainerOf(provider, OptionsOf(provider).CheckpointContainer)),
            () => provider.GetRequiredService<AzureStorage>().Identity,
            HubReader.UntilGivenUp,
            provider.GetRequiredService<ILogger<HubReader>>()));
        services.AddSingleton(static provider => ProducerOf(OptionsOf(provider), provider.GetRequiredService<AzureStorage>()));
        services.AddSingleton<IEventSink, EventHubsSink>();
        services.AddSingleton<EventHubsSource>();
        return services.AddEventSource(
            static provider => provider.GetRequiredService<EventHubsSource>(),
            static provider => new BlobDeadLetters(ContainerOf(provider, OptionsOf(provider).DeadLetterContainer)),
            static provider => OptionsOf(provider).WriteKey);
    }

    private static EventHubsOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<EventHubsOptions>>().Value;

    private static BlobContainerClient ContainerOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<AzureStorage>().Blobs.GetBlobContainerClient(name);

    private static EventHubProducerClient ProducerOf(EventHubsOptions options, AzureStorage storage) => string.IsNullOrEmpty(options.ConnectionString)
        ? new EventHubProducerClient(options.Namespace, options.Hub, storage.Identity)
        : new EventHubProducerClient(options.ConnectionString, options.Hub);
}
