using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Engagement.EndToEnd.Durability;

/// <summary>Several senders at once, one event a request, each told apart by when it was begun and what came of it.</summary>
internal sealed class Sending(EngagementServer server, int senders)
{
    private readonly ConcurrentBag<(int Sender, long Begun, int Status)> _sent = [];

    /// <summary>Requests begun after that instant of <see cref="Stopwatch"/>, by their status; 0 where there was no answer.</summary>
    public IReadOnlyList<int> BegunAfter(long instant) => [.. _sent.Where(sent => sent.Begun > instant).Select(sent => sent.Status)];

    public int Acknowledged => _sent.Count(sent => sent.Status == 200);

    public static string PersonOf(int sender) => $"sender-{sender}";

    public async Task Run(CancellationToken over) =>
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() => Work(sender, over), CancellationToken.None)));

    /// <summary>Of every sender: what was acknowledged is counted, and nothing twice.</summary>
    public async Task ShouldBeKept()
    {
        for (var sender = 0; sender < senders; sender++)
        {
            var own = _sent.Where(sent => sent.Sender == sender).ToList();
            var counted = (await server.Api.Find(PersonOf(sender)))?.Events.GetValueOrDefault("Product Viewed") ?? 0;
            counted.ShouldBeInRange(own.Count(sent => sent.Status == 200), own.Count);
        }
    }

    private async Task Work(int sender, CancellationToken over)
    {
        using var http = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromSeconds(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Api.WriteKey);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            _sent.Add((sender, begun, await Post(http, sender, number)));
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task<int> Post(HttpClient http, int sender, int number)
    {
        var body = $$"""{"userId":"{{PersonOf(sender)}}","event":"Product Viewed","messageId":"{{sender}}-{{number}}"}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.PostAsync("/v1/track", content, CancellationToken.None);
            return (int)response.StatusCode;
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or IOException)
        {
            return 0;
        }
    }
}
