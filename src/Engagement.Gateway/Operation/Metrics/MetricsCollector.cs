using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engagement.Gateway.Operation.Metrics;

/// <summary>Listens to the instruments of the web server, of the runtime and of the engine from the start of the process on.</summary>
internal sealed class MetricsCollector : IHostedService, IDisposable
{
    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics", "System.Runtime"];

    private readonly ConcurrentDictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _observing = new();
    private readonly int _mostSeries;

    public MetricsCollector(IOptions<GatewayOptions> options)
    {
        _mostSeries = options.Value.MostSeriesOfMetric;
        _listener.InstrumentPublished = Listen;
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, metric) => ((Metric)metric!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, metric) => ((Metric)metric!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, metric) => ((Metric)metric!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, metric) => ((Metric)metric!).Record(value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, metric) => ((Metric)metric!).Record(value, tags));
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, metric) => ((Metric)metric!).Record(value, tags));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Every metric by name, after asking those that are only known when asked.</summary>
    public IReadOnlyList<Metric> Collect()
    {
        lock (_observing)
        {
            _listener.RecordObservableInstruments();
        }

        return [.. _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => _listener.Dispose();

    private void Listen(Instrument instrument, MeterListener listener)
    {
        var meter = instrument.Meter.Name;
        if (Meters.Contains(meter) || meter == "Engagement" || meter.StartsWith("Engagement.", StringComparison.Ordinal))
        {
            var metric = Metric.Of(instrument, _mostSeries);

            // Two instruments of one name, as when a meter is made twice, feed one metric.
            listener.EnableMeasurementEvents(instrument, _metrics.GetOrAdd(metric.Name, metric));
        }
    }
}
