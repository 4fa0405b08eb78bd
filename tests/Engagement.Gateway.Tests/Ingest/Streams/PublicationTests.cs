using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Engagement.Core;
using Engagement.Gateway.Tests.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest.Streams;

/// <summary>A gateway that puts calls on a stream instead of giving them to the engine.</summary>
public sealed class PublicationTests : IAsyncLifetime
{
    private readonly StreamedApp _app = new();
    private TestWorkspace _shop = null!;

    public async Task InitializeAsync()
    {
        await _app.InitializeAsync();
        _shop = await _app.CreateWorkspaceAsync();
    }

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_call_is_answered_when_it_is_on_the_stream_and_counts_when_it_was_read()
    {
        var answered = await PostAsync("/v1/track", """{"userId":"u1","event":"x","messageId":"m1"}""");

        (answered.Status, answered.Body).ShouldBe((200, """{"success":true}"""));
        _app.Items.ShouldHaveSingleItem().Stamp.ShouldNotBeNull().Call.ShouldBe("track");
        (await _shop.Engine.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(0);

        await _app.FeedAsync();

        (await _shop.Engine.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(1);
    }

    [Fact]
    public async Task Calls_of_one_person_are_on_one_partition_whatever_ids_they_name_besides()
    {
        await PostAsync("/v1/track", """{"userId":"u1","event":"x"}""");
        await PostAsync("/v1/track", """{"userId":"u1","anonymousId":"a1","event":"x"}""");
        await PostAsync("/v1/identify", """{"userId":"u1","anonymousId":"a2"}""");
        await PostAsync("/v1/alias", """{"userId":"u1","previousId":"old"}""");
        await PostAsync("/v1/batch", """{"batch":[{"type":"track","userId":"u1","event":"x"},{"type":"page","userId":"u1","anonymousId":"a3"}]}""");

        Enumerable.Range(0, StreamedApp.Partitions).Select(partition => _app.Stream.ItemsOf(partition).Count).Where(count => count > 0).ShouldBe([5]);
    }

    [Fact]
    public async Task A_batch_goes_by_person_in_their_order_with_what_holds_for_all_of_it()
    {
        await PostAsync("/v1/batch", $$"""
            {"batch":[
              {"type":"track","userId":"u1","event":"one"}, {"type":"track","anonymousId":"a1","event":"two"},
              {"type":"track","userId":"u1","anonymousId":"a2","event":"three"}],
             "context":{"timezone":"Europe/Oslo"},"sentAt":"2026-01-01T00:00:00.000Z","writeKey":"{{_shop.WriteKey}}"}
            """);

        var bodies = _app.Items.Select(item => JsonNode.Parse(item.Body.Span)!).ToList();
        bodies.Select(body => string.Join(' ', body["batch"]!.AsArray().Select(call => call!["event"]))).Order().ShouldBe(["one three", "two"]);
        foreach (var body in bodies)
        {
            ((string?)body["context"]!["timezone"]).ShouldBe("Europe/Oslo");
            ((string?)body["sentAt"]).ShouldBe("2026-01-01T00:00:00.000Z");
            body["writeKey"].ShouldBeNull();
        }
    }

    [Fact]
    public async Task Many_calls_of_one_person_go_in_several_events_that_any_stream_takes_in_their_order()
    {
        var filling = new string('x', 30_000);
        var calls = Enumerable.Range(0, 15).Select(at => $$$"""{"type":"track","userId":"u1","event":"{{{at}}}","properties":{"filling":"{{{filling}}}"}}""");

        (await PostAsync("/v1/batch", $$"""{"batch":[{{string.Join(',', calls)}}]}""")).Status.ShouldBe(200);

        _app.Items.ShouldAllBe(item => item.Body.Length < 150_000);
        _app.Items.SelectMany(item => JsonNode.Parse(item.Body.Span)!["batch"]!.AsArray()).Select(call => int.Parse((string)call!["event"]!, CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(0, 15));
    }

    [Fact]
    public async Task A_context_as_large_as_a_batch_is_not_said_again_for_each_person_in_it()
    {
        var calls = string.Join(',', Enumerable.Range(0, 1_000).Select(at => $$"""{"type":"track","userId":"u{{at}}","event":"x"}"""));
        var context = $$$"""{"library":"{{{new string('x', 300_000)}}}","locale":"nb-\u004eO","page":{"path":"/shop"},"device":{"id":"d1","token":7}}""";

        (await PostAsync("/v1/batch", $$"""{"batch":[{{calls}}],"context":{{context}}}""")).Status.ShouldBe(200);

        _app.Items.Count.ShouldBe(1_000);
        _app.Items.ShouldAllBe(item => item.Body.Length < 1_000);
        var said = JsonNode.Parse(_app.Items[0].Body.Span)!["context"]!;
        ((string?)said["locale"], (string?)said["page"]!["path"], (string?)said["device"]!["id"], said["device"]!["token"]).ShouldBe(("nb-NO", "/shop", "d1", null));
    }

    [Fact]
    public async Task From_socket_to_state_through_the_stream_joins_and_dedupes_as_without_it()
    {
        const string Batch = """
            {"batch":[
              {"type":"track","anonymousId":"a1","event":"x","messageId":"m1"},
              {"type":"identify","userId":"u1","anonymousId":"a1","traits":{"plan":"pro"},"messageId":"m2"},
              {"type":"track","userId":"u1","event":"x","messageId":"m3"}]}
            """;
        await PostAsync("/v1/batch", Batch);
        await PostAsync("/v1/batch", Batch);

        await _app.FeedAsync();

        (await _shop.Engine.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(2);
        (await _shop.Engine.ProfileAsync(PersonId.Anonymous("a1"))).Person.ShouldBe(PersonId.Known("u1"));
        (await _shop.Engine.ProfileAsync(PersonId.Known("u1"))).Traits.Member("plan").Text.ShouldBe("pro");
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_once_and_never_on_the_stream()
    {
        (await PostAsync("/v1/track", """{"userId":"u1"}""")).ShouldBeProblem(400, Refusal.Invalid);
        (await PostAsync("/v1/track", "{")).ShouldBeProblem(400, Problems.Malformed);
        (await PostAsync("/v1/track", """{"userId":"u1","event":"x"}""", key: "wk_nobodys")).ShouldBeProblem(401, Problems.UnknownKey);
        var batch = await PostAsync("/v1/batch", """{"batch":[{"type":"track","userId":"u1","event":"x"},{"type":"track","event":"x"}]}""");

        batch.Status.ShouldBe(200);
        ((int)JsonNode.Parse(batch.Body)!["rejected"]![0]!["index"]!).ShouldBe(1);
        Encoding.UTF8.GetString(_app.Items.ShouldHaveSingleItem().Body.Span).ShouldBe("""{"batch":[{"type":"track","userId":"u1","event":"x"}]}""");
    }

    [Fact]
    public async Task A_stream_that_does_not_confirm_makes_the_client_come_back()
    {
        _app.Stream.Unconfirmed = Refusal.Of(Refusal.Unavailable, "the stream did not confirm");

        var answered = await PostAsync("/v1/track", """{"userId":"u1","event":"x"}""");

        answered.ShouldBeProblem(503, Refusal.Unavailable);
        answered.Headers["Retry-After"].ShouldBe("1");
    }

    [Theory]
    [InlineData("/v1/track", """{"userId":"u1","event":"x"}""")]
    [InlineData("/v1/batch", """{"batch":[]}""")]
    public async Task Nobody_can_wait_for_a_decision(string path, string body)
    {
        var answered = (await PostAsync($"{path}?wait=decision", body)).ShouldBeProblem(400, Problems.CannotWait);

        answered.Json.GetProperty("detail").GetString()!.ShouldContain("wait=decision");
        _app.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_clock_is_corrected_by_when_the_gateway_received_the_call()
    {
        var received = _app.Host.Now;
        await PostAsync("/v1/track", """{"userId":"u1","event":"x","timestamp":"2020-01-01T00:00:00Z","sentAt":"2020-01-01T00:00:10Z"}""");
        _app.Fixture.Clock.Advance(Duration.FromHours(5));

        await _app.FeedAsync();

        var counter = (await _shop.Engine.ProfileAsync(PersonId.Known("u1"))).Events.Single(counter => counter.Event == "x");
        counter.Last.ShouldBe(received - Duration.FromSeconds(10));
    }

    [Fact]
    public async Task A_gateway_without_a_stream_does_not_start()
    {
        await using var app = new Streamless();

        var wrong = await Should.ThrowAsync<OptionsValidationException>(app.InitializeAsync);

        wrong.Failures.ShouldHaveSingleItem().ShouldBe("Engagement:Gateway:Ingest: Stream needs a stream, and none is configured");
    }

    private Task<Exchange> PostAsync(string path, string body, string? key = null) => _shop.PostAsync(path, body, key ?? _shop.WriteKey);

    private sealed class Streamless : GatewayApp
    {
        protected override Dictionary<string, string?> Settings => new() { ["Engagement:Gateway:Ingest"] = "Stream" };
    }
}
