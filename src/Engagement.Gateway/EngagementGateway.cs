using Engagement.Gateway.Campaigns;
using Engagement.Gateway.Http;
using Engagement.Gateway.InApp;
using Engagement.Gateway.InApp.Streaming;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Ingest.Streams;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Operation;
using Engagement.Gateway.Operation.Metrics;
using Engagement.Gateway.People;
using Engagement.Gateway.Workspaces;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.InApp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Engagement.Gateway;

/// <summary>
/// The HTTP face of an engine. Needs an <see cref="IActorHost"/> and an <see cref="Runtime.ReadSide.IReadModels"/> from the
/// container, and gives it the <see cref="IStreams"/> that the host's effects go to.
/// </summary>
public static class EngagementGateway
{
    public static IServiceCollection AddEngagementGateway(this IServiceCollection services)
    {
        services.AddBoundOptions<GatewayOptions>(GatewayOptions.Section);
        services.AddSingleton<IValidateOptions<GatewayOptions>, StreamIsThere>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<FaultHandler>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KeyRing>();
        services.AddSingleton<UserTokens>();
        services.AddSingleton<Recipients>();
        services.AddSingleton<Streams>();
        services.AddSingleton<IStreams>(provider => provider.GetRequiredService<Streams>());
        services.TryAddSingleton<IStreamDirectory, OneProcess>();
        services.AddSingleton<StreamDesk>();
        services.AddSingleton<GatewayInstruments>();
        services.AddSingleton<MetricsCollector>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsCollector>());
        return services.AddApiDocument().AddIngest();
    }

    /// <summary>Adds the middleware and every route. Call once, before routes of the application's own.</summary>
    public static WebApplication MapEngagementGateway(this WebApplication app)
    {
        app.UseIngest();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(UnroutedProblem.WriteAsync);
        app.UseMiddleware<KeyCheck>();
        app.MapIngest();
        app.MapCampaigns();
        app.MapSettings();
        app.MapPeople();
        app.MapInApp();
        app.MapKeys();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapOperation();
        return app;
    }

    /// <summary>Adds only what operators and orchestrators ask for, health and metrics: for a process that takes no traffic of apps.</summary>
    public static WebApplication MapEngagementOperation(this WebApplication app)
    {
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(UnroutedProblem.WriteAsync);
        app.MapOperation();
        return app;
    }

    private static void MapOperation(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
        app.Services.GetRequiredService<GatewayInstruments>();
    }
}
