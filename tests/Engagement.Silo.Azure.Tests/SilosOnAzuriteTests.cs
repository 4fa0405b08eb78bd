using System.Net;
using System.Text;
using System.Text.Json;
using Engagement.Core;
using Engagement.Silo.Azure.Tests.Azurite;
using Engagement.Silo.Azure.Tests.Hub;
using Engagement.Testing.Postgres;

namespace Engagement.Silo.Azure.Tests;

/// <summary>Processes of the real program, which know of each other, and of what their actors hold, from the emulator alone.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class SilosOnAzuriteTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int People = 24;

    private PostgresServer? _postgres;

    public async Task InitializeAsync() => _postgres = SiloFactAttribute.Missing is null ? await PostgresServer.StartAsync() : null;

    public async Task DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    [SiloFact]
    public async Task What_is_sent_to_one_is_known_to_all_and_outlives_each_of_them()
    {
        var database = await _postgres!.CreateDatabaseAsync();
        using var first = await SiloProcess.StartAsync(azurite.ConnectionString, database);
        using var second = await SiloProcess.StartAsync(azurite.ConnectionString, database);
        var (write, secret) = first.Keys;

        await SendAsync(first, write, "Before");
        (await CountsAsync(second, secret, "Before")).ShouldAllBe(count => count == 1);

        first.Kill();
        await SendAsync(second, write, "After");
        (await CountsAsync(second, secret, "After")).ShouldAllBe(count => count == 1);

        second.Kill();
        var again = await Task.WhenAll(first.StartAgainAsync(), second.StartAgainAsync());
        (await CountsAsync(again[0], secret, "Before")).ShouldAllBe(count => count == 1);
        (await CountsAsync(again[1], secret, "After")).ShouldAllBe(count => count == 1);
        Array.ForEach(again, silo => silo.Dispose());
    }

    [SiloFact]
    public async Task What_is_put_on_the_hub_by_one_is_taken_by_any_and_known_to_all()
    {
        using var hub = new HubServer(partitions: 4);
        var database = await _postgres!.CreateDatabaseAsync();
        (string, string)[] fed =
        [
            ("ENGAGEMENT__AZURE__PREFIX", "fed"),
            ("ENGAGEMENT__EVENTHUBS__CONNECTIONSTRING", hub.ConnectionString),
            ("ENGAGEMENT__EVENTHUBS__HUB", HubServer.Name),
            ("ENGAGEMENT__GATEWAY__INGEST", "Stream"),
        ];
        using var first = await SiloProcess.StartAsync(azurite.ConnectionString, database, fed);
        using var second = await SiloProcess.StartAsync(azurite.ConnectionString, database, fed);
        var (write, secret) = first.Keys;

        await SendAsync(first, write, "Streamed");
        await SendAsync(second, write, "Streamed");

        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        List<int> counts;
        while ((counts = await CountsAsync(second, secret, "Streamed")).Contains(0))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), late.Token);
        }

        counts.ShouldAllBe(count => count == 1, "the same message ids came twice");
    }

    // The last has the longest name there can be, none of whose letters can stand in an address as they are.
    private static string NameOf(int person) => person == People - 1 ? new string('\u6f22', OpaqueId.MaximumLength) : $"user-{person}";

    // Sent again until it is acknowledged, as clients do: while a silo that was killed is not declared dead yet, calls may be refused.
    private static async Task SendAsync(SiloProcess silo, string key, string name)
    {
        for (var person = 0; person < People; person++)
        {
            using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var body = $$"""{"userId":"{{NameOf(person)}}","event":"{{name}}","messageId":"{{name}}-{{person}}"}""";
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:")));
                using var answer = await silo.Http.SendAsync(request, late.Token);
                if (answer.IsSuccessStatusCode)
                {
                    break;
                }

                answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                await Task.Delay(TimeSpan.FromMilliseconds(200), late.Token);
            }
        }
    }

    private static async Task<List<int>> CountsAsync(SiloProcess silo, string secret, string name)
    {
        var counts = new List<int>();
        for (var person = 0; person < People; person++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/users/{Uri.EscapeDataString(NameOf(person))}");
            request.Headers.Authorization = new("Bearer", secret);
            using var answer = await silo.Http.SendAsync(request);
            using var profile = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            counts.Add(profile.RootElement.TryGetProperty("events", out var events) && events.TryGetProperty(name, out var counter)
                ? counter.GetProperty("total").GetInt32()
                : 0);
        }

        return counts;
    }
}

/// <summary>A test that needs the emulator and a PostgreSQL.</summary>
public sealed class SiloFactAttribute : FactAttribute
{
    public SiloFactAttribute() => Skip = Missing;

    internal static string? Missing => AzuriteProgram.Missing ?? PostgresServer.Missing;
}
