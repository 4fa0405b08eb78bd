using Engagement.Gateway.Http;
using Engagement.Gateway.Ingest.Commands;
using Engagement.Gateway.Ingest.Faults;
using Engagement.Gateway.Ingest.Requests;
using Engagement.Gateway.Ingest.Settings;
using Engagement.Gateway.Ingest.Streams;
using Engagement.Runtime.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;

namespace Engagement.Gateway.Ingest;

/// <summary>The Segment HTTP API.</summary>
internal static class IngestRoutes
{
    private static readonly (CallKind Call, string Name, string Letter)[] Calls =
    [
        (CallKind.Identify, "identify", "i"),
        (CallKind.Track, "track", "t"),
        (CallKind.Page, "page", "p"),
        (CallKind.Screen, "screen", "s"),
        (CallKind.Group, "group", "g"),
        (CallKind.Alias, "alias", "a"),
        (CallKind.Batch, "batch", "b"),
    ];

    /// <summary>What the routes need from the container.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services) => services
        .AddClientCors()
        .AddMetrics()
        .AddSingleton<SharedTexts>()
        .AddSingleton<FaultHandler>()
        .AddSingleton<FaultLog>()
        .AddSingleton<IngestKeys>()
        .AddSingleton(new LinkedPairs())
        .AddSingleton<Intake>()
        .AddSingleton<Dispatch>()
        .AddSingleton<Rejections>()
        .AddSingleton<Replies>()
        .AddSingleton<Outcomes>()
        .AddSingleton<IEventIngest, EventIngest>()
        .AddSingleton(new Gate(IngestLimits.ConcurrentRequests))
        .AddSingleton<ObjectPool<IngestRequest>>(new DefaultObjectPool<IngestRequest>(new DefaultPooledObjectPolicy<IngestRequest>()))
        .AddSingleton(MakeParts)
        .AddSingleton<ClientSettings>();

    /// <summary>
    /// Middleware that must stand before all others: it lets calls of pages in, and takes calls that come from no page straight to their
    /// endpoint, which needs nothing of what stands between.
    /// </summary>
    public static IApplicationBuilder UseIngest(this IApplicationBuilder app) => app.Use(Shortcut).UseCors();

    public static IEndpointRouteBuilder MapIngest(this IEndpointRouteBuilder routes)
    {
        var parts = routes.ServiceProvider.GetRequiredService<IngestParts>();
        foreach (var (call, name, letter) in Calls)
        {
            var endpoint = new IngestEndpoint(call, parts);
            Open(routes.MapPost($"/v1/{name}", endpoint.HandleAsync)).WithMetadata(endpoint).Document(call, name);
            foreach (var other in (ReadOnlySpan<string>)[$"/v1/{letter}", $"/{name}", $"/{letter}"])
            {
                Open(routes.MapPost(other, endpoint.HandleAsync)).WithMetadata(endpoint);
            }
        }

        var settings = routes.ServiceProvider.GetRequiredService<ClientSettings>();
        Open(routes.MapGet("/v1/projects/{writeKey}/settings", settings.OfProjectAsync))
            .Document("getProjectSettings", "What Segment's and Customer.io's browser clients ask for first");
        Open(routes.MapGet("/sourceConfig", settings.OfSourceAsync))
            .Document("getSourceConfig", "What RudderStack's browser client asks for first");
        return routes;
    }

    private static IngestParts MakeParts(IServiceProvider provider)
    {
        var isStream = provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Ingest == IngestMode.Stream;
        return ActivatorUtilities.CreateInstance<IngestParts>(provider) with
        {
            Publication = isStream ? ActivatorUtilities.CreateInstance<Publication>(provider) : null,
        };
    }

    private static RequestDelegate Shortcut(RequestDelegate next) => context =>
        context.GetEndpoint()?.Metadata.GetMetadata<IngestEndpoint>() is { } endpoint && context.Request.Headers.Origin.Count == 0
            ? endpoint.HandleAsync(context)
            : next(context);

    private static IEndpointConventionBuilder Open(IEndpointConventionBuilder route) => route.AllowAnyOrigin().WithTags("Ingest");
}
