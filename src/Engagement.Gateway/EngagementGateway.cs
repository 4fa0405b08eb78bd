using Engagement.Gateway.Http;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Gateway;

/// <summary>
/// The HTTP face of an engine. Needs an <see cref="Runtime.Hosting.IActorHost"/> and an <see cref="Runtime.ReadSide.IReadModels"/> from the
/// container, and gives it the <see cref="Runtime.InApp.IStreams"/> that the host's effects go to.
/// </summary>
public static class EngagementGateway
{
    public static IServiceCollection AddEngagementGateway(this IServiceCollection services)
    {
        services.AddExceptionHandler<FaultHandler>();
        services.AddSingleton<KeyRing>();
        return services.AddIngest();
    }

    /// <summary>Adds the middleware and every route. Call once, before routes of the application's own.</summary>
    public static WebApplication MapEngagementGateway(this WebApplication app)
    {
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(UnroutedProblem.WriteAsync);
        app.UseIngest();
        app.UseMiddleware<KeyCheck>();
        app.MapIngest();
        return app;
    }
}
