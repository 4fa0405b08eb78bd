using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Engagement.Load.Crash;

/// <summary>
/// Sends as a well-kept client library does: the same bytes again, so the same message ids, after a lost connection, a
/// 429 or a 5xx, waiting as long as Retry-After says, else twice as long each time up to a second.
/// </summary>
internal sealed class GoodClient(HttpClient client, string writeKey)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly AuthenticationHeaderValue _authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(writeKey + ":")));
    private long _retries;

    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Sends until the server has answered for good, or gives up with <see cref="Fate.Unknown"/> when cancelled.</summary>
    public async Task<Fate> Send(string path, byte[] body, CancellationToken giveUp)
    {
        var pause = FirstPause;
        while (true)
        {
            var (status, wait) = await Try(path, body, giveUp);
            if (status is >= 200 and < 300)
                return Fate.Acknowledged;
            if (status is >= 400 and < 500 and not (408 or 429))
                return Fate.Refused;
            if (!await Pause(wait ?? pause, giveUp))
                return Fate.Unknown;
            Interlocked.Increment(ref _retries);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<(int Status, TimeSpan? Wait)> Try(string path, byte[] body, CancellationToken giveUp)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
            request.Headers.Authorization = _authorization;
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, giveUp);
            var wait = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? response.Headers.RetryAfter?.Delta : null;
            return ((int)response.StatusCode, wait);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            return (0, null);
        }
    }

    private static async Task<bool> Pause(TimeSpan pause, CancellationToken giveUp)
    {
        try
        {
            await Task.Delay(pause, giveUp);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
