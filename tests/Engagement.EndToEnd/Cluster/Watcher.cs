using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Engagement.EndToEnd.Cluster;

/// <summary>
/// A well-kept in-app client of one person: it reads the stream, comes back with the last id it had when the stream ends, reads the queue
/// when it is told that something may be missing, and dismisses what it has read, so that the queue is never full.
/// </summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly string _query;
    private readonly CancellationTokenSource _over = new();
    private readonly Dictionary<string, string> _seen = [];
    private readonly HashSet<string> _dismissed = [];
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task _dismissing;
    private string? _lastId;

    public Watcher(Uri url, string writeKey, string userId)
    {
        _http = new HttpClient { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
        _query = $"userId={userId}&writeKey={writeKey}";
        _reading = ReadAsync();
        _dismissing = DismissAsync();
    }

    /// <summary>Completes when the stream has said hello for the first time.</summary>
    public Task Open => _open.Task;

    /// <summary>How often the stream was opened.</summary>
    public int Opened { get; private set; }

    /// <summary>The texts of all messages that came, by delivery id.</summary>
    public IReadOnlyDictionary<string, string> Seen
    {
        get
        {
            lock (_seen)
            {
                return new Dictionary<string, string>(_seen);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _reading;
        await _dismissing;
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

    private async Task DismissAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            string[] read = [.. Seen.Keys.Except(_dismissed)];
            if (read.Length > 0 && await TryDismissAsync(read))
            {
                _dismissed.UnionWith(read);
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }

    private async Task<bool> TryDismissAsync(string[] deliveries)
    {
        var receipts = new JsonArray([.. deliveries.Select(delivery => new JsonObject
        {
            ["deliveryId"] = delivery, ["kind"] = "dismissed", ["receiptId"] = $"dismissed-{delivery}",
        })]);
        try
        {
            using var body = new StringContent(receipts.ToJsonString(), Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync(new Uri($"/v1/inapp/receipts?{_query}", UriKind.Relative), body, _over.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
            return false;
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
                Note(JsonNode.Parse(data)!);
                break;
            case "resync":
                var queue = JsonNode.Parse(await _http.GetStringAsync($"/v1/inapp/messages?{_query}", _over.Token))!;
                foreach (var message in queue["messages"]!.AsArray())
                {
                    Note(message!);
                }

                break;
        }
    }

    private void Note(JsonNode message)
    {
        lock (_seen)
        {
            _seen[(string)message["deliveryId"]!] = (string)message["content"]!["body"]!;
        }
    }
}
