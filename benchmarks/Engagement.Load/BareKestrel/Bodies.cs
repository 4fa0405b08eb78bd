using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Engagement.Load.BareKestrel;

/// <summary>Endpoints that read a body and answer as the real server does, deciding nothing.</summary>
internal static class Bodies
{
    private static readonly byte[] Success = "{\"success\":true}"u8.ToArray();

    public static void MapBodies(this WebApplication twin)
    {
        twin.MapGet("/plain", (RequestDelegate)(context => Accept(context.Response)));
        twin.MapPost("/drain", (RequestDelegate)Drain);
        twin.MapPost("/tokens", (RequestDelegate)Walk);
        twin.MapPost("/v1/batch-walk", (RequestDelegate)Walk);
    }

    internal static Task Accept(HttpResponse response)
    {
        response.ContentType = "application/json";
        response.ContentLength = Success.Length;
        return response.Body.WriteAsync(Success).AsTask();
    }

    private static async Task Drain(HttpContext context)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(context.RequestAborted);
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        await Accept(context.Response);
    }

    private static async Task Walk(HttpContext context)
    {
        var body = await ReadWhole(context.Request.BodyReader, context.RequestAborted);
        var tokens = CountTokens(body.Buffer);
        context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        context.Response.StatusCode = tokens > 1 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        await Accept(context.Response);
    }

    internal static async ValueTask<ReadResult> ReadWhole(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.IsCompleted)
                return read;
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static int CountTokens(ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }
}
