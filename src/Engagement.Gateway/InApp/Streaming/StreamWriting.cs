using System.Buffers;
using System.IO.Pipelines;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Mapping;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Engagement.Gateway.InApp.Streaming;

/// <summary>Writes a stream until it ends or the client goes: hello and the queue at once, then what comes.</summary>
internal sealed class StreamWriting(Registration registration, PersonId person, ShownQueue queue, long seen) : IResult
{
    private long _written;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var ending = registration;
        var cancellationToken = httpContext.RequestAborted;
        Begin(httpContext);
        var writer = httpContext.Response.BodyWriter;
        try
        {
            WriteBacklog(writer);
            await writer.FlushAsync(cancellationToken);
            await WriteComingAsync(writer, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client went: the usual end.
        }
    }

    private static void Begin(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store, no-transform";

        // Reverse proxies of the nginx kind would otherwise collect events before they pass them on.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private void WriteBacklog(PipeWriter writer)
    {
        Write(writer, Frame.Retry(StreamRoute.UsualRetry));
        Write(writer, Frame.Hello(new Wire.Hello(
            person.Value, person.Kind.ToWire(), queue.LastSequence, registration.PingSeconds, [.. queue.Messages.Select(message => message.Delivery.Value)])));
        if (seen > queue.LastSequence)
        {
            // The client has seen more than there ever was: what it knows is of another life.
            Write(writer, Frame.Resync);
            seen = 0;
        }

        foreach (var message in queue.Messages)
        {
            if (message.Sequence > seen)
            {
                Write(writer, Frame.Message(message));
            }
        }

        _written = queue.LastSequence;
    }

    private async Task WriteComingAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        while (await registration.Stream.WaitAsync(cancellationToken))
        {
            while (registration.Stream.TryTake(out var frame))
            {
                if (frame!.Sequence == 0 || frame.Sequence > _written)
                {
                    _written = Math.Max(_written, frame.Sequence);
                    Write(writer, frame);
                }
            }

            if ((await writer.FlushAsync(cancellationToken)).IsCompleted)
            {
                return;
            }
        }

        if (registration.Stream.Farewell is { } farewell)
        {
            Write(writer, farewell);
            await writer.FlushAsync(cancellationToken);
        }
    }

    private static void Write(PipeWriter writer, Frame frame) => writer.Write(frame.Bytes.Span);
}
