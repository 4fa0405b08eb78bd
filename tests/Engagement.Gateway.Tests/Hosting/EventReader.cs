using System.Net.ServerSentEvents;
using System.Text.Json;
using Shouldly;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>An open stream as a client reads it.</summary>
public sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _parser = SseParser.Create(body);
        _events = _parser.EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>Opens a stream that must open, and reads its hello.</summary>
    public static async Task<EventReader> OpenAsync(TestWorkspace workspace, string query, string? lastEventId = null, string? userToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/inapp/stream?writeKey={workspace.WriteKey}&{query}");
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        if (userToken is not null)
        {
            request.Headers.TryAddWithoutValidation("X-User-Token", userToken);
        }

        var response = await workspace.App.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).ShouldBe(200);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var reader = new EventReader(response, await response.Content.ReadAsStreamAsync());
        var hello = (await reader.NextAsync())!.Value;
        hello.EventType.ShouldBe("hello");
        reader.Hello = JsonDocument.Parse(hello.Data).RootElement;
        return reader;
    }

    public JsonElement Hello { get; private set; }

    /// <summary>How long the server told the client to wait before it comes back.</summary>
    public TimeSpan Retry => _parser.ReconnectionInterval;

    /// <summary>Null at the end of the stream.</summary>
    public async Task<SseItem<string>?> NextAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(Patience) ? _events.Current : null;

    /// <summary>The next message, which must come next.</summary>
    public async Task<JsonElement> NextMessageAsync()
    {
        var item = (await NextAsync()).ShouldNotBeNull();
        item.EventType.ShouldBe("message");
        var message = JsonDocument.Parse(item.Data).RootElement;
        item.EventId.ShouldBe(message.GetProperty("seq").GetRawText());
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (Exception abandoned) when (abandoned is IOException or NotSupportedException or ObjectDisposedException or OperationCanceledException)
        {
            // A read was still under way: the test had seen enough.
        }
    }
}
