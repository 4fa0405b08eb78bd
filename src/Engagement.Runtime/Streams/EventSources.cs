using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Streams;

public static class EventSources
{
    /// <summary>
    /// Feeds the engine from a stream while the process runs. Call it after the host was added, so that it is fed after it starts and until it
    /// stops. Needs an <see cref="IEventIngest"/> from the container, which the gateway gives. Several streams may be added.
    /// </summary>
    /// <param name="source">Made once.</param>
    /// <param name="deadLetters">Where what nobody can take is kept.</param>
    /// <param name="key">The write or secret key of items that bring none; null: such items go to the dead letters.</param>
    public static IServiceCollection AddEventSource(
        this IServiceCollection services,
        Func<IServiceProvider, IEventSource> source,
        Func<IServiceProvider, IDeadLetters> deadLetters,
        Func<IServiceProvider, string?>? key = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<IHostedService>(provider => new EventPump(
            source(provider),
            provider.GetRequiredService<IEventIngest>(),
            deadLetters(provider),
            key?.Invoke(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventPump>>()));
    }
}
