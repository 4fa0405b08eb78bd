using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Gateway.Ingest;

/// <summary>The Segment HTTP API.</summary>
internal static class IngestRoutes
{
    /// <summary>What the routes need from the container.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services) => services;

    /// <summary>Middleware that must stand before the routes, such as CORS.</summary>
    public static IApplicationBuilder UseIngest(this IApplicationBuilder app) => app;

    public static IEndpointRouteBuilder MapIngest(this IEndpointRouteBuilder routes) => routes;
}
