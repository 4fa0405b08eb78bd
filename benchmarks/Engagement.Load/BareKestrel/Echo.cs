using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Engagement.Load.BareKestrel;

/// <summary>
/// Server-sent events without a decision: what is posted for a user goes out on that user's open stream. The bare
/// counterpart of an event that becomes a message.
/// </summary>
internal static class Echo
{
    private static readonly ConcurrentDictionary<string, Channel<byte[]>> Streams = new();

    public static void MapEcho(this WebApplication twin)
    {
        twin.MapGet("/echo/stream", (RequestDelegate)Stream);
        twin.MapPost("/echo", (RequestDelegate)Push);
    }

    private static async Task Stream(HttpContext context)
    {
        var messages = Channel.CreateBounded<byte[]>(64);
        Streams[context.Request.Query["userId"].ToString()] = messages;
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.WriteAsync("event: hello\ndata: {}\n\n"u8.ToArray(), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            while (await messages.Reader.WaitToReadAsync(context.RequestAborted))
            {
                while (messages.Reader.TryRead(out var message))
                    context.Response.BodyWriter.Write(message);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has gone.
        }
    }

    private static async Task Push(HttpContext context)
    {
        var body = await Bodies.ReadWhole(context.Request.BodyReader, context.RequestAborted);
        var (user, number) = Read(body.Buffer);
        context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        if (user is not null && Streams.TryGetValue(user, out var messages))
            messages.Writer.TryWrite(Encoding.UTF8.GetBytes($"event: message\nid: 1\ndata: {{\"content\":{{\"body\":\"n={number};\"}}}}\n\n"));
        await Bodies.Accept(context.Response);
    }

    private static (string? User, string? Number) Read(ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        string? user = null, number = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isUser = reader.ValueTextEquals("userId"u8);
            var isNumber = reader.ValueTextEquals("n"u8);
            reader.Read();
            if (isUser)
                user = reader.GetString();
            else if (isNumber)
                number = reader.GetString();
        }

        return (user, number);
    }
}
