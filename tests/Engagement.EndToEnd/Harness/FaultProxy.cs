using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Engagement.EndToEnd.Harness;

/// <summary>
/// Stands before a server as a bad network does: each POST meets the next of the given faults, and none when they are used up. All else passes.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly ConcurrentQueue<Fault> _faults;
    private readonly WebApplication _app;
    private readonly HttpClient _server;

    private FaultProxy(Uri server, IEnumerable<Fault> faults, WebApplication app)
    {
        _faults = new ConcurrentQueue<Fault>(faults);
        _app = app;
        _server = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server };
        Base = $"http://127.0.0.1:{EngagementServer.FreePort()}";
        _app.Urls.Add(Base);
        _app.Run(Pass);
    }

    public string Base { get; }

    /// <summary>What passed through.</summary>
    public Traffic Traffic { get; } = new();

    public bool HasFaultsLeft => !_faults.IsEmpty;

    public static async Task<FaultProxy> Start(Uri server, params Fault[] faults)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var proxy = new FaultProxy(server, faults, builder.Build());
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _server.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        var body = await ReadAsync(context.Request);
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var fault = isPost && _faults.TryDequeue(out var next) ? next : Fault.None;
        if (fault is Fault.TooMany or Fault.Unavailable)
        {
            Refuse(context, fault);
            return;
        }

        using var answer = await _server.SendAsync(Forwarded(context.Request, body));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (isPost && answer.IsSuccessStatusCode)
        {
            Traffic.Taken(body);
        }

        if (fault == Fault.ResetAfterAnswer)
        {
            context.Abort();
            return;
        }

        if (fault == Fault.ResetInHead)
        {
            await context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
            context.Abort();
            return;
        }

        CopyHead(answer, context.Response, bytes.Length);
        if (isPost && answer.IsSuccessStatusCode)
        {
            // Before it goes out: a client that judges by the status is told even where the rest is cut off.
            Traffic.Acknowledged(body);
        }

        if (fault == Fault.ResetInBody)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(bytes);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    // A browser must be let to see the refusal, or to it this would be a lost connection.
    private static void Refuse(HttpContext context, Fault fault)
    {
        context.Response.StatusCode = fault == Fault.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        context.Response.Headers.AccessControlExposeHeaders = "Retry-After";
        if (fault == Fault.TooMany)
        {
            context.Response.Headers.RetryAfter = "1";
        }
    }

    private static HttpRequestMessage Forwarded(HttpRequest request, byte[] body)
    {
        var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), request.Path + request.QueryString);
        if (body.Length > 0)
        {
            forwarded.Content = new ByteArrayContent(body);
        }

        foreach (var (name, values) in request.Headers)
        {
            if (name is not ("Host" or "Connection" or "Content-Length" or "Transfer-Encoding")
                && !forwarded.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                forwarded.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return forwarded;
    }

    private static void CopyHead(HttpResponseMessage answer, HttpResponse response, int length)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Content-Length"))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        if (response.StatusCode != StatusCodes.Status204NoContent)
        {
            response.ContentLength = length;
        }
    }
}
