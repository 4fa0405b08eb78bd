using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Ingest.Commands;
using Engagement.Gateway.Ingest.Faults;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Gateway.Ingest.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Benchmarks.Ingest;

/// <summary>From the bytes of a body to commands, per event; beside it the bare walk over the same tokens.</summary>
public class IngestParseBenchmarks
{
    private const int BatchSize = 100;
    private const int Singles = 20_000;

    private readonly IngestRequest _request = new();
    private readonly HeaderDictionary _headers = new() { ["X-Strict-Mode"] = "1" };
    private byte[][] _singles = [];
    private byte[][] _batches = [];
    private CatalogHost _host = new(0);
    private Intake? _intake;

    [Params(1_000)]
    public int Campaigns { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _singles = [.. ShopBodies.Make(typed: false).Select(Encoding.UTF8.GetBytes)];
        _batches = ShopBodies.Batches(ShopBodies.Make(typed: true), BatchSize);
        _host = new CatalogHost(Campaigns);
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        _intake = new Intake(_host, new SharedTexts(), new LinkedPairs(), new FaultLog(meters));
        if (Batches() != ShopBodies.Events || TrackSingles() != Singles)
        {
            throw new InvalidOperationException("every event must become a command");
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = ShopBodies.Events)]
    public int TokenWalk()
    {
        var tokens = 0;
        foreach (var body in _batches)
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }

    [Benchmark(OperationsPerInvoke = ShopBodies.Events)]
    public int Batches()
    {
        var commands = 0;
        foreach (var body in _batches)
        {
            commands += Take(body, CallKind.Batch);
        }

        return commands;
    }

    [Benchmark(OperationsPerInvoke = Singles)]
    public int TrackSingles()
    {
        var commands = 0;
        foreach (var body in _singles)
        {
            commands += Take(body, body.AsSpan().IndexOf("\"event\""u8) < 0 ? CallKind.Page : CallKind.Track);
        }

        return commands;
    }

    private int Take(byte[] body, CallKind route)
    {
        if (BodyReader.Read(body, route == CallKind.Batch, _request.Content) is not null
            || _intake!.Take(body, route, _host.Grant, _headers, _request) is not null)
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(body));
        }

        var count = _request.Count;
        _request.TryReset();
        return count;
    }
}
