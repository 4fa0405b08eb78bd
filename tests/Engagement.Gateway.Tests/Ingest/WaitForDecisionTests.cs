using System.Text.Json.Nodes;
using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Runtime.Hosting;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class WaitForDecisionTests : IngestTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 22, 1, 30);

    [Fact]
    public async Task A_client_that_waits_is_told_what_each_event_caused()
    {
        Host.Answering = envelope => envelope.Key.Id == "u1"
            ? new Answer(null, null, [
                new Trace(new CampaignId("cart"), Verdict.Held, Rule.Delay, 1, At, Due: At + Duration.FromMinutes(30)),
                new Trace(new CampaignId("welcome"), Verdict.Sent, Rule.None, 1, At, Delivery: new DeliveryId("d1"), Variant: "plain"),
                new Trace(new CampaignId("offer"), Verdict.Lost, Rule.Priority, 1, At, LostTo: new CampaignId("welcome"), Detail: "bucket low"),
                new Trace(new CampaignId("push"), Verdict.Dropped, Rule.Cap("three-a-day"), 1, At)])
            : default;

        var answered = await App.PostAsync("/v1/batch?wait=decision", """
            {"batch":[{"type":"track","userId":"u1","event":"x","messageId":"m\u0031"},{"type":"page","anonymousId":"a1"},{"type":"track","event":"bad","messageId":"m3"}]}
            """);

        var expected = JsonNode.Parse("""
            {"success":true,
             "decisions":[
               {"messageId":"m1","userId":"u1","candidates":[
                 {"campaign":"cart","verdict":"held","rule":"delay","at":"2026-11-22T01:30:00Z","due":"2026-11-22T02:00:00Z"},
                 {"campaign":"welcome","verdict":"sent","rule":"none","at":"2026-11-22T01:30:00Z","deliveryId":"d1","variant":"plain"},
                 {"campaign":"offer","verdict":"lost","rule":"priority","at":"2026-11-22T01:30:00Z","lostTo":"welcome","detail":"bucket low"},
                 {"campaign":"push","verdict":"dropped","rule":"cap:three-a-day","at":"2026-11-22T01:30:00Z"}]},
               {"anonymousId":"a1","candidates":[]}],
             "rejected":[{"index":2,"messageId":"m3","errors":{"/batch/2/userId":"expected userId or anonymousId"}}]}
            """);
        JsonNode.DeepEquals(answered.Json, expected).ShouldBeTrue(answered.Body);
    }

    [Theory]
    [InlineData("/v1/track")]
    [InlineData("/v1/track?wait=")]
    [InlineData("/v1/track?other=1")]
    public async Task A_client_that_does_not_wait_is_told_nothing(string path) =>
        (await App.PostAsync(path, """{"userId":"u1","event":"x"}""")).ShouldSucceed();

    [Fact]
    public async Task A_single_call_may_wait_too()
    {
        var answered = await App.PostAsync("/v1/identify?wait=decision", """{"userId":"u1","messageId":"m1"}""");

        answered.Body.ShouldBe("""{"success":true,"decisions":[{"messageId":"m1","candidates":[],"userId":"u1"}]}""");
    }
}
