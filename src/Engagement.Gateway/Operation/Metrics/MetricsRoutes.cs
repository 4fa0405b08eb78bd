using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engagement.Gateway.Operation.Metrics;

internal static class MetricsRoutes
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (MetricsCollector collector) => TypedResults.Text(PrometheusText.Write(collector.Collect()), PrometheusText.ContentType))
            .WithTags("Operation").WithName("metrics").WithSummary("Metrics as Prometheus text, by OpenTelemetry's names")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
}
