using System.Diagnostics.Metrics;
using Engagement.Gateway.InApp.Streaming;

namespace Engagement.Gateway;

/// <summary>What the gateway measures of itself.</summary>
internal sealed class GatewayInstruments : IDisposable
{
    public const string MeterName = "Engagement.Gateway";

    private readonly Meter _meter = new(MeterName);

    public GatewayInstruments(Streams streams) => _meter.CreateObservableUpDownCounter(
        "engagement.sse.connections", () => streams.Count, "{connection}", "Streams open now");

    public void Dispose() => _meter.Dispose();
}
