using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Engagement.Hosting;

/// <summary>
/// Metrics and traces over OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says to (the exporter's own variables apply). Without it nothing
/// is collected; <c>/metrics</c> works either way.
/// </summary>
public static class Telemetry
{
    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Engagement", "Engagement.Gateway", "Microsoft.Orleans"];

    private static readonly string[] Sources = ["Microsoft.AspNetCore"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.AddHostedService<Exporter>();
        }
    }

    private sealed class Exporter : IHostedService
    {
        private static readonly ResourceBuilder Resource = ResourceBuilder.CreateDefault().AddService("engagement");

        private MeterProvider? _metrics;
        private TracerProvider? _traces;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource).AddMeter(Meters).AddOtlpExporter().Build();
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource).AddSource(Sources).AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _metrics?.Dispose();
            _traces?.Dispose();
            return Task.CompletedTask;
        }
    }
}
