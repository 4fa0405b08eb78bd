using Engagement.Gateway.Http;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Engagement.Gateway.Operation;

/// <summary>For orchestrators: whether to restart the process, and whether to send it traffic.</summary>
internal static class HealthRoutes
{
    private static readonly Wire.Health Live = new("live", []);
    private static readonly Wire.Health Ready = new("ready", []);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Operation");
        health.MapGet("/live", () => new Reply<Wire.Health>(Live)).WithName("live").WithSummary("The process answers");
        health.MapGet("/ready", GetReady).WithName("ready").WithSummary("Whether commands are taken; if not, what is missing")
            .Answers<Wire.Health>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Reply<Wire.Health> GetReady(IActorHost host, IHostApplicationLifetime lifetime)
    {
        string[] missing = [.. host.Health.Missing, .. lifetime.ApplicationStopping.IsCancellationRequested ? new[] { "the server is stopping" } : []];
        return missing.Length == 0
            ? new Reply<Wire.Health>(Ready)
            : new Reply<Wire.Health>(new("notReady", missing), StatusCodes.Status503ServiceUnavailable);
    }
}
