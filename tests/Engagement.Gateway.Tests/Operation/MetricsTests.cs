using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Engagement.Gateway.Operation.Metrics;
using Engagement.Gateway.Tests.Hosting;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Operation;

[Collection(GatewayCollection.Name)]
public sealed partial class MetricsTests(GatewayApp app)
{
    [Fact]
    public async Task Metrics_are_text_that_prometheus_reads()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.GetAsync("/v1/campaigns");
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        var metrics = await Exchange.OfAsync(app.Http, request);
        metrics.ContentType.ShouldBe("text/plain");
        var text = metrics.Body;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            (line[0] == '#' ? Comment().IsMatch(line) : Sample().IsMatch(line)).ShouldBeTrue(line);
        }

        text.ShouldContain("# TYPE http_server_request_duration_seconds histogram");
        text.ShouldContain("http_route=\"/v1/campaigns\"");
        text.ShouldContain("http_server_active_requests{");
        text.ShouldContain("kestrel_active_connections");
        text.ShouldContain("dotnet_process_memory_working_set_bytes");
        text.ShouldContain("# TYPE dotnet_gc_collections_total counter");

        // Its value is not looked at: gateways of other tests in this process report under the same name.
        text.ShouldContain("\nengagement_sse_connections ");
        text.ShouldNotContain(workspace.WriteKey);
    }

    [PromtoolFact]
    public async Task Prometheus_itself_finds_nothing_wrong_with_them()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.GetAsync("/v1/campaigns");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        var metrics = await Exchange.OfAsync(app.Http, request);
        using var promtool = Process.Start(new ProcessStartInfo(PromtoolFactAttribute.Path!, "check metrics")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await promtool.StandardInput.WriteAsync(metrics.Body);
        promtool.StandardInput.Close();
        var findings = await promtool.StandardError.ReadToEndAsync() + await promtool.StandardOutput.ReadToEndAsync();
        await promtool.WaitForExitAsync();

        // Exit code 1 is an error, 3 advice on names, some of which are the framework's.
        promtool.ExitCode.ShouldBeOneOf([0, 3], findings);
    }

    [Fact]
    public void Names_labels_and_numbers_are_as_open_telemetry_maps_them()
    {
        using var meter = new Meter("Engagement.Test");
        using var collector = new MetricsCollector(Options.Create(new GatewayOptions { MostSeriesOfMetric = 10 }));
        collector.StartAsync(default);
        meter.CreateCounter<long>("test.things", "{thing}", "Back\\slash\nand line").Add(3, new("a.b", "q\"u\\o\nte"), new("ok", true));
        var histogram = meter.CreateHistogram<double>("test.wait", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        histogram.Record(1);
        histogram.Record(1.5);
        histogram.Record(7);
        meter.CreateObservableGauge("test.share", () => 0.25, "1");
        meter.CreateUpDownCounter<int>("test.size", "By").Add(-5);
        PrometheusText.Write(collector.Collect().Where(metric => metric.Name.StartsWith("test", StringComparison.Ordinal))).ShouldBe(
            """
            # HELP test_share_ratio test share ratio
            # TYPE test_share_ratio gauge
            test_share_ratio 0.25
            # HELP test_size_bytes test size bytes
            # TYPE test_size_bytes gauge
            test_size_bytes -5
            # HELP test_things_total Back\\slash\nand line
            # TYPE test_things_total counter
            test_things_total{a_b="q\"u\\o\nte",ok="true"} 3
            # HELP test_wait_seconds test wait seconds
            # TYPE test_wait_seconds histogram
            test_wait_seconds_bucket{le="1"} 1
            test_wait_seconds_bucket{le="2"} 2
            test_wait_seconds_bucket{le="+Inf"} 3
            test_wait_seconds_sum 9.5
            test_wait_seconds_count 3

            """);
    }

    [Fact]
    public void Labels_that_grow_without_end_are_counted_together()
    {
        using var meter = new Meter("Engagement.Test");
        using var collector = new MetricsCollector(Options.Create(new GatewayOptions { MostSeriesOfMetric = 10 }));
        collector.StartAsync(default);
        var counter = meter.CreateCounter<long>("grows");
        for (var i = 0; i < 100; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", i));
        }

        var metric = collector.Collect().Single(metric => metric.Name == "grows_total");
        metric.Series.Count().ShouldBe(11);
        PrometheusText.Write([metric]).ShouldContain("grows_total{otel_metric_overflow=\"true\"} 90");
    }

    [GeneratedRegex("^# (HELP [a-zA-Z_:][a-zA-Z0-9_:]* .+|TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (counter|gauge|histogram))$")]
    private static partial Regex Comment();

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\]|\\\\.)*\",?)+\\})? ([-+0-9.eE]+|[+-]Inf|NaN)$")]
    private static partial Regex Sample();
}
