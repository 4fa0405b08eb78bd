using System.Text.Json.Nodes;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>What the host is asked when calls carry both ids: a link once, in as few rounds as can be, and nothing once it is known.</summary>
public sealed class LinkOrderTests : IngestTests
{
    private const string Both = """{"userId":"u1","anonymousId":"a1","event":"x"}""";

    public LinkOrderTests() => Host.Answering = Answer;

    [Theory]
    [InlineData("track", "Track")]
    [InlineData("page", "Track")]
    [InlineData("screen", "Track")]
    [InlineData("group", "Group")]
    public async Task A_call_with_both_ids_is_made_after_the_join_and_the_next_one_at_once(string call, string command)
    {
        const string Body = """{"userId":"u1","anonymousId":"a1","event":"x","groupId":"g"}""";

        (await App.PostAsync($"/v1/{call}", Body)).ShouldSucceed();
        (await App.PostAsync($"/v1/{call}", Body)).ShouldSucceed();

        Told().ShouldBe(["u1:Link", "a1:Surrender", "u1:Absorb", "a1:Settle", $"u1:{command}", $"u1:{command}"]);
    }

    [Fact]
    public async Task An_identify_that_joined_spares_the_link()
    {
        await App.PostAsync("/v1/identify", Both);
        await App.PostAsync("/v1/track", Both);

        Told().ShouldBe(["u1:Identify", "a1:Surrender", "u1:Absorb", "a1:Settle", "u1:Track"]);
    }

    [Fact]
    public async Task An_identify_that_is_refused_leaves_the_join_to_the_link_of_the_next_call()
    {
        Host.Answering = envelope => envelope.Command is UserCommand.Identify ? new(Refusal.Of(Refusal.TooLarge, "too large"), null, default) : Answer(envelope);

        await App.PostAsync("/v1/batch", """
            {"batch":[{"type":"identify","userId":"u1","anonymousId":"a1"},{"type":"track","userId":"u1","anonymousId":"a1","event":"x"}]}
            """);

        Told().ShouldBe(["u1:Identify", "u1:Link", "a1:Surrender", "u1:Absorb", "a1:Settle", "u1:Track"]);
    }

    [Fact]
    public async Task A_link_with_nothing_left_to_join_is_not_asked_again()
    {
        Host.Answering = _ => default;

        await App.PostAsync("/v1/track", Both);
        await App.PostAsync("/v1/track", Both);

        Told().ShouldBe(["u1:Link", "u1:Track", "u1:Track"]);
    }

    [Theory]
    [InlineData(Refusal.Overloaded, 429)]
    [InlineData(Refusal.Unavailable, 503)]
    public async Task A_join_that_the_host_puts_off_makes_the_client_come_back_and_is_asked_again(string code, int status)
    {
        Host.Answering = envelope => envelope.Command is UserCommand.Surrender ? new Answer(Refusal.Of(code, "not now"), null, default) : Answer(envelope);
        (await App.PostAsync("/v1/track", Both)).ShouldBeProblem(status, code);

        Host.Answering = Answer;
        (await App.PostAsync("/v1/track", Both)).ShouldSucceed();

        Told().ShouldBe(["u1:Link", "a1:Surrender", "u1:Link", "a1:Surrender", "u1:Absorb", "a1:Settle", "u1:Track"]);
    }

    [Fact]
    public async Task An_id_that_is_somebody_elses_leaves_the_call_to_its_user()
    {
        Host.Answering = envelope => envelope.Command is UserCommand.Surrender
            ? new Answer(Refusal.Of(Refusal.AlreadyJoined, "another's"), null, default)
            : Answer(envelope);

        (await App.PostAsync("/v1/track", Both)).ShouldSucceed();
        (await App.PostAsync("/v1/track", Both)).ShouldSucceed();

        Told().ShouldBe(["u1:Link", "a1:Surrender", "u1:Track", "u1:Track"]);
    }

    [Fact]
    public async Task A_batch_of_one_person_takes_one_link_and_then_one_round()
    {
        var items = string.Join(',', Enumerable.Range(0, 100).Select(n => $$"""{"type":"track","userId":"u1","anonymousId":"a1","event":"x","messageId":"m{{n}}"}"""));

        (await App.PostAsync("/v1/batch", $$"""{"batch":[{{items}}]}""")).ShouldSucceed();

        Host.Calls.Select(call => call.Length).ShouldBe([1, 1, 1, 1, 100]);
    }

    [Fact]
    public async Task A_batch_of_many_persons_takes_one_round_of_links_and_one_of_calls()
    {
        var items = string.Join(',', Enumerable.Range(0, 100).Select(n => $$"""{"type":"track","userId":"u{{n}}","anonymousId":"a{{n}}","event":"x"}"""));

        (await App.PostAsync("/v1/batch", $$"""{"batch":[{{items}}]}""")).ShouldSucceed();

        Host.Calls.Where(call => call.Length > 1).Select(call => call.Length).ShouldBe([100, 100]);
        Host.Calls[0].ShouldAllBe(envelope => envelope.Command is UserCommand.Link);
        Host.Calls[^1].Select(envelope => envelope.Key.Id).ShouldBe(Enumerable.Range(0, 100).Select(n => $"u{n}"));
    }

    [Fact]
    public async Task A_link_passes_calls_of_its_person_but_none_of_its_anonymous_id()
    {
        await App.PostAsync("/v1/batch", """
            {"batch":[
              {"type":"track","userId":"u1","event":"x"},
              {"type":"track","anonymousId":"a2","event":"x"},
              {"type":"track","userId":"u1","anonymousId":"a1","event":"x"},
              {"type":"track","userId":"u2","anonymousId":"a2","event":"x"}]}
            """);

        Told().ShouldBe([
            "u1:Link", "a1:Surrender", "u1:Absorb", "a1:Settle",
            "u1:Track + a2:Track + u1:Track + u2:Link", "a2:Surrender", "u2:Absorb", "a2:Settle",
            "u2:Track",
        ]);
    }

    [Fact]
    public async Task A_shared_device_is_asked_for_in_the_order_of_the_calls()
    {
        await App.PostAsync("/v1/batch", """
            {"batch":[{"type":"track","userId":"u2","anonymousId":"a1","event":"x"},{"type":"track","userId":"u1","anonymousId":"a1","event":"x"}]}
            """);

        Told().Where(told => told.Contains("Link", StringComparison.Ordinal) || told.Contains("Track", StringComparison.Ordinal))
            .ShouldBe(["u2:Link", "u1:Link + u2:Track", "u1:Track"]);
    }

    [Theory]
    [InlineData("track", """{"userId":"u1","anonymousId":"","event":"x"}""")]
    [InlineData("track", """{"userId":"u1","anonymousId":null,"event":"x"}""")]
    [InlineData("track", """{"userId":"u1","anonymousId":"a\u0000","event":"x"}""")]
    [InlineData("track", """{"userId":"u1","anonymousId":"\ud800","event":"x"}""")]
    [InlineData("track", """{"anonymousId":"a1","event":"x"}""")]
    [InlineData("alias", """{"userId":"u1","previousId":"u1","anonymousId":"a1"}""")]
    public async Task A_call_without_two_ids_links_nobody(string call, string body)
    {
        (await App.PostAsync($"/v1/{call}", body)).ShouldSucceed();

        Host.Commands.ShouldNotContain(envelope => envelope.Command is UserCommand.Link);
    }

    [Fact]
    public async Task An_anonymous_id_that_is_too_long_links_nobody()
    {
        (await App.PostAsync("/v1/track", $$"""{"userId":"u1","anonymousId":"{{new string('a', 2_000)}}","event":"x"}""")).ShouldSucceed();

        Told().ShouldBe(["u1:Track"]);
    }

    [Fact]
    public async Task Answers_and_rejections_are_those_of_the_calls()
    {
        Host.Answering = envelope => envelope.Key.Id == "gone" ? new Answer(Refusal.Of(Refusal.Erased, "erased"), null, default) : Answer(envelope);

        var answered = await App.PostAsync("/v1/batch?wait=decision", """
            {"batch":[
              {"type":"track","userId":"u1","anonymousId":"a1","event":"x","messageId":"m0"},
              {"type":"track","userId":"gone","anonymousId":"a2","event":"x","messageId":"m1"},
              {"type":"track","event":"x","messageId":"m2"},
              {"type":"group","userId":"u3","anonymousId":"a3","groupId":"g","messageId":"m3"}]}
            """);

        var expected = JsonNode.Parse("""
            {"success":true,
             "decisions":[{"messageId":"m0","userId":"u1","candidates":[]},{"messageId":"m3","userId":"u3","candidates":[]}],
             "rejected":[
               {"index":1,"messageId":"m1","errors":{"/batch/1/userId":"erased"}},
               {"index":2,"messageId":"m2","errors":{"/batch/2/userId":"expected userId or anonymousId"}}]}
            """);
        JsonNode.DeepEquals(answered.Json, expected).ShouldBeTrue(answered.Body);
    }

    private static Answer Answer(Envelope envelope) => envelope.Command switch
    {
        UserCommand.Link link => new(null, new JoinNeeded(envelope.Key.Person, link.Other), default),
        UserCommand.Identify { AnonymousId: { } anonymous } => new(null, new JoinNeeded(envelope.Key.Person, PersonId.Anonymous(anonymous)), default),
        UserCommand.Surrender => new(null, new Surrendered(new byte[] { 1 }, 1), default),
        _ => default,
    };

    private List<string> Told() =>
        [.. Host.Calls.Where(call => call[0].Command is not UserCommand.Describe).Select(call => string.Join(" + ", call.Select(Name)))];

    private static string Name(Envelope envelope) => $"{envelope.Key.Id}:{envelope.Command.GetType().Name}";
}
