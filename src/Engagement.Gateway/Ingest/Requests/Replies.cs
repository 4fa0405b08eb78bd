using Engagement.Core;
using Engagement.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>What a client is told.</summary>
internal sealed class Replies(Rejections rejections)
{
    private static readonly StringValues Json = "application/json";
    private static readonly byte[] Success = [.. "{\"success\":true}"u8];

    public Task WriteAsync(HttpContext context, Refusal? refusal, IngestRequest request, ReadOnlyMemory<byte> body)
    {
        if (refusal is not null)
        {
            return Refused.WriteAsync(context, refusal);
        }

        var isAnyRejected = Rejections.Any(request);
        if (isAnyRejected && rejections.OfCall(request) is { } tooMuch)
        {
            return Refused.WriteAsync(context, tooMuch);
        }

        var isWaiting = IsWaiting(context.Request);
        return isWaiting || isAnyRejected ? WriteDetails(context, request, body.Span, isWaiting) : WriteSuccess(context.Response);
    }

    /// <summary>Whether the client asks for the decisions.</summary>
    public static bool IsWaiting(HttpRequest http) => http.QueryString.HasValue && http.Query["wait"] == "decision";

    private static Task WriteSuccess(HttpResponse response)
    {
        response.Headers.ContentType = Json;
        response.ContentLength = Success.Length;
        return response.Body.WriteAsync(Success, 0, Success.Length);
    }

    private Task WriteDetails(HttpContext context, IngestRequest request, ReadOnlySpan<byte> body, bool isWaiting)
    {
        var reply = new Wire.IngestReply(true, isWaiting ? Decided.Of(request, body) : null, rejections.Of(request, body));
        return context.Response.WriteAsJsonAsync(reply, Wire.ProtocolJson.Default.IngestReply, "application/json", context.RequestAborted);
    }
}
