using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Engagement.Gateway.Http;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Ingest.Faults;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>The ingest routes on a real socket, over a host that the test holds.</summary>
internal sealed class IngestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IngestApp(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public FaultLog Faults => _app.Services.GetRequiredService<FaultLog>();

    public static async Task<IngestApp> StartAsync(IActorHost host)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(host).AddSingleton<KeyRing>().AddExceptionHandler<FaultHandler>().AddIngest();
        var app = builder.Build();
        app.UseIngest();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(UnroutedProblem.WriteAsync);
        app.MapIngest();
        await app.StartAsync();
        return new IngestApp(app);
    }

    /// <summary>Posts with the write key as Segment's clients give it.</summary>
    public Task<Answered> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(path, Encoding.UTF8.GetBytes(body), [("Authorization", Basic(RecordingHost.WriteKey)), .. headers]);

    public Task<Answered> PostAsync(string path, byte[] body, params (string Name, string Value)[] headers) =>
        SendAsync(path, body, [("Authorization", Basic(RecordingHost.WriteKey)), .. headers]);

    public async Task<Answered> SendAsync(string path, byte[] body, IReadOnlyList<(string Name, string Value)> headers, string method = "POST")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
            }
        }

        using var response = await Http.SendAsync(request);
        return await Answered.OfAsync(response);
    }

    public static string Basic(string key) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":"));

    public static byte[] Gzip(ReadOnlySpan<byte> plain)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return into.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
internal sealed record Answered(int Status, string Body, string? MediaType, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public static async Task<Answered> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, response.Headers);

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    public void ShouldSucceed()
    {
        Status.ShouldBe(200, Body);
        Body.ShouldBe("""{"success":true}""");
        MediaType.ShouldBe("application/json");
    }

    /// <summary>A problem of this status and code; with a pointer, one that says something about that place.</summary>
    public void ShouldBeProblem(int status, string code, string? pointer = null)
    {
        Status.ShouldBe(status, Body);
        MediaType.ShouldBe("application/problem+json");
        ((string?)Json["code"]).ShouldBe(code, Body);
        ((int)Json["status"]!).ShouldBe(status);
        if (pointer is not null)
        {
            Json["errors"].ShouldNotBeNull(Body).AsObject().ContainsKey(pointer).ShouldBeTrue(Body);
        }
    }
}
