using Engagement.Runtime.Hosting;
using Engagement.Runtime.Streams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Engagement.Streams.RabbitMq;

public static class RabbitMqStreams
{
    /// <summary>
    /// Where <c>Engagement:RabbitMq</c> is configured: feeds the engine from that stream, and gives the gateway an <see cref="IEventSink"/> to it.
    /// Otherwise nothing. Call it after the host was added, see <see cref="EventSources.AddEventSource"/>.
    /// </summary>
    public static IServiceCollection AddRabbitMqStream(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (!configuration.GetSection(RabbitMqOptions.Section).Exists())
        {
            return services;
        }

        services.AddBoundOptions<RabbitMqOptions>(RabbitMqOptions.Section);
        services.AddSingleton<RabbitMqEventSource>();
        services.AddSingleton<RabbitMqDeadLetters>();
        services.AddSingleton<IEventSink, RabbitMqEventSink>();
        return services.AddEventSource(
            static provider => provider.GetRequiredService<RabbitMqEventSource>(),
            static provider => provider.GetRequiredService<RabbitMqDeadLetters>(),
            static provider => provider.GetRequiredService<IOptions<RabbitMqOptions>>().Value.WriteKey);
    }
}
