using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Cluster;

/// <summary>
/// A well-kept in-app client of one person: it reads the stream, comes back with the last id it had when the stream ends, and reads the queue
/// when it is told that something may be missing.
/// </summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly string _query;
    private readonly CancellationTokenSource _over = new();
    private readonly HashSet<string> _seen = [];
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private string? _lastId;

    public Watcher(Uri url, string writeKey, string userId)
    {
        _http = new HttpClient { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        _query = $"userId={userId}&writeKey={writeKey}";
        _reading = ReadAsync();
    }

    /// <summary>Completes when the stream has said hello for the first time.</summary>
    public Task Open => _open.Task;

    /// <summary>How often the stream was opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Delivery ids of all messages that came.</summary>
    public IReadOnlyCollection<string> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _reading;
        _http.Dispose();
        _over.Dispose();
    }

    private async Task ReadAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                await ReadStreamAsync();
            }
            catch (Exception ended) when (ended is HttpRequestException or IOException or OperationCanceledException)
            {
                // It comes back.
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }

    private async Task ReadStreamAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/inapp/stream?{_query}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (_lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", _lastId);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _over.Token);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(_over.Token));
        var name = string.Empty;
        while (await lines.ReadLineAsync(_over.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                _lastId = line[4..];
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                await TakeAsync(name, line[6..]);
            }
        }
    }

    private async Task TakeAsync(string name, string data)
    {
        switch (name)
        {
            case "hello":
                Opened++;
                _open.TrySetResult();
                break;
            case "message":
                Note((string)JsonNode.Parse(data)!["deliveryId"]!);
                break;
            case "resync":
                var queue = JsonNode.Parse(await _http.GetStringAsync($"/v1/inapp/messages?{_query}", _over.Token))!;
                foreach (var message in queue["messages"]!.AsArray())
                {
                    Note((string)message!["deliveryId"]!);
                }

                break;
        }
    }

    private void Note(string delivery)
    {
        lock (_seen)
        {
            _seen.Add(delivery);
        }
    }
}
