using Engagement.Core;
using Engagement.Gateway.Http;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Gateway.Ingest.Requests;
using Engagement.Gateway.Ingest.Streams;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;

namespace Engagement.Gateway.Ingest;

/// <summary>What every ingest route works with.</summary>
internal sealed record IngestParts(
    IngestKeys Keys, Intake Intake, Dispatch Dispatch, Replies Replies, FaultHandler Faults, ObjectPool<IngestRequest> Requests, Gate Gate)
{
    /// <summary>Null where calls go to the host.</summary>
    public Publication? Publication { get; init; }
}

/// <summary>
/// One kind of call, from its bytes to its answer: read, found whose it is, made commands, given to the host, answered when durable.
/// </summary>
internal sealed class IngestEndpoint(CallKind route, IngestParts parts)
{
    private static readonly Refusal Full = Refusal.Of(
        Refusal.Overloaded, $"{IngestLimits.ConcurrentRequests} requests are in hand already; nothing was taken");

    private readonly int _limit = route == CallKind.Batch ? IngestLimits.BatchBytes : IngestLimits.EventBytes;

    public async Task HandleAsync(HttpContext context)
    {
        if (!parts.Gate.TryEnter())
        {
            await Refused.WriteAsync(context, Full);
            return;
        }

        var body = default(SentBody);
        try
        {
            var authorization = context.Request.Headers.Authorization.ToString();
            if (parts.Keys.TryBasic(authorization, out var grant, out var refusal) && refusal is not null)
            {
                await Refused.WriteAsync(context, refusal);
                return;
            }

            body = await SentBody.ReadAsync(context.Request, _limit);
            var request = parts.Requests.Get();
            refusal = Prepare(context.Request, authorization, grant, body, request) ?? await SendAsync(context.Request, body, request);
            await parts.Replies.WriteAsync(context, refusal, request, body.Bytes);

            // Not when something was thrown: the host may still hold the commands.
            parts.Requests.Return(request);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            await FailAsync(context, fault);
        }
        finally
        {
            body.Release();
            parts.Gate.Leave();
        }
    }

    private ValueTask<Refusal?> SendAsync(HttpRequest http, in SentBody body, IngestRequest request) =>
        parts.Publication is { } publication ? publication.SendAsync(http, route, body.Bytes, request) : parts.Dispatch.SendAsync(request);

    private async ValueTask FailAsync(HttpContext context, Exception fault)
    {
        if (fault is IOException and not BadHttpRequestException)
        {
            // The client left in the middle of its body: there is nobody to answer.
            context.Abort();
            return;
        }

        await parts.Faults.TryHandleAsync(context, fault, CancellationToken.None);
    }

    private Refusal? Prepare(HttpRequest http, string authorization, KeyGrant? grant, in SentBody body, IngestRequest request)
    {
        var bytes = body.Bytes.Span;
        var fault = body.Fault ?? BodyReader.Read(bytes, route == CallKind.Batch, request.Content);
        Refusal? refusal = null;
        if (grant is null && fault is { IsUnread: true })
        {
            parts.Keys.TryBearer(authorization, out grant, out refusal);
        }
        else if (grant is null)
        {
            parts.Keys.Find(authorization, bytes, request.Content.WriteKey, out grant, out refusal);
        }

        if (refusal is null && fault is { } wrong)
        {
            return parts.Intake.Refuse(grant?.Workspace, wrong);
        }

        return refusal ?? parts.Intake.Take(bytes, route, grant!, http.Headers, request);
    }
}
