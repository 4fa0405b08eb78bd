using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Reading;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Engagement.ReadModels;

public static class ReadModelsRegistration
{
    /// <summary>
    /// Adds the projector, started and stopped with the host, and <see cref="IReadModels"/>. Needs an <see cref="IFactFeed"/>; call it after
    /// whoever feeds it was added, so that it starts after and stops before. Options are those of section
    /// <c>Engagement:ReadModels</c>, validated at start.
    /// </summary>
    public static IServiceCollection AddReadModels(this IServiceCollection services)
    {
        services.AddBoundOptions<ReadModelsOptions>(ReadModelsOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Projector>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Projector>());
        services.AddSingleton<IReadModels, SqliteReadModels>();
        return services;
    }
}
