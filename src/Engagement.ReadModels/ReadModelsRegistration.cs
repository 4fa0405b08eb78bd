using Engagement.ReadModels.Postgres;
using Engagement.ReadModels.Projecting;
using Engagement.ReadModels.Reading;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

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

    /// <summary>
    /// Adds the fact log and the read models on a PostgreSQL that all processes share: <see cref="IFactLog"/>, <see cref="IFactFeed"/>,
    /// <see cref="IReadModels"/>, and the projector, which runs in one of the processes and is taken over by another. Call it before whoever
    /// appends is added, so that the log is open first and closed last. Options as for <see cref="AddReadModels"/>; <c>Postgres</c> is needed.
    /// </summary>
    public static IServiceCollection AddPostgresReadModels(this IServiceCollection services)
    {
        services.AddBoundOptions<ReadModelsOptions>(ReadModelsOptions.Section).Validate(
            options => IsConnectionString(options.Postgres), $"{ReadModelsOptions.Section}:{nameof(ReadModelsOptions.Postgres)}: expected a connection string");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PostgresDatabase>();
        services.AddSingleton<PostgresFacts>();
        services.AddSingleton<IFactLog>(provider => provider.GetRequiredService<PostgresFacts>());
        services.AddSingleton<IFactFeed>(provider => provider.GetRequiredService<PostgresFacts>());
        services.AddSingleton(provider => new Projector(
            provider.GetRequiredService<IFactFeed>(),
            new PostgresStores(provider.GetRequiredService<PostgresDatabase>()),
            provider.GetRequiredService<IOptions<ReadModelsOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Projector>>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PostgresFacts>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Projector>());
        services.AddSingleton<IReadModels, PostgresReadModels>();
        return services;
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
