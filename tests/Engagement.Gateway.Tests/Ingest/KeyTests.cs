using System.Text;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Ingest.Reading;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class KeyTests : IngestTests
{
    private const string Track = """{"userId":"u1","event":"x"}""";

    [Fact]
    public async Task The_basic_user_name_is_the_key() => (await SendAsync(Track, IngestApp.Basic(RecordingHost.WriteKey))).ShouldSucceed();

    [Fact]
    public async Task The_key_may_stand_in_the_body_alone() => (await SendAsync(WithKey(RecordingHost.WriteKey), null)).ShouldSucceed();

    [Fact]
    public async Task The_key_may_stand_in_a_batch_after_its_items() =>
        (await App.SendAsync("/v1/batch", Utf8($$"""{"batch":[{"type":"track","userId":"u1","event":"x"}],"writeKey":"{{RecordingHost.WriteKey}}"}"""), []))
            .ShouldSucceed();

    [Fact]
    public async Task A_bearer_key_is_taken_where_the_body_names_none() => (await SendAsync(Track, $"Bearer {RecordingHost.SecretKey}")).ShouldSucceed();

    [Fact]
    public async Task The_key_in_the_body_comes_before_the_bearer() =>
        (await SendAsync(WithKey(RecordingHost.WriteKey), "Bearer an.oauth.token")).ShouldSucceed();

    [Fact]
    public async Task The_basic_user_name_comes_before_the_key_in_the_body() =>
        (await SendAsync(WithKey(RecordingHost.WriteKey), IngestApp.Basic("wk_nobody"))).ShouldBeProblem(401, Problems.UnknownKey);

    [Theory]
    [InlineData("Basic d2tfbm9ib2R5Og==", Problems.UnknownKey)]
    [InlineData("Basic %%%", Problems.UnknownKey)]
    [InlineData("Basic Og==", Problems.UnknownKey)]
    [InlineData("Bearer wk_nobody", Problems.UnknownKey)]
    [InlineData("Digest x", Problems.MissingKey)]
    [InlineData(null, Problems.MissingKey)]
    public async Task Nobodys_key_is_refused(string? authorization, string code)
    {
        (await SendAsync(Track, authorization)).ShouldBeProblem(401, code);
        Host.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobodys_key_in_the_body_is_refused() => (await SendAsync(WithKey("wk_nobody"), null)).ShouldBeProblem(401, Problems.UnknownKey);

    [Theory]
    [InlineData("/v1/track", "{")]
    [InlineData("/v1/batch", "{")]
    [InlineData("/v1/batch", "{}")]
    [InlineData("/v1/batch", "[]")]
    public async Task Nobodys_key_in_the_header_is_refused_before_a_bad_body(string path, string body)
    {
        (await App.SendAsync(path, Utf8(body), [("Authorization", IngestApp.Basic("wk_nobody"))])).ShouldBeProblem(401, Problems.UnknownKey);
        (await App.SendAsync(path, Utf8(body), [("Authorization", "Bearer wk_nobody")])).ShouldBeProblem(401, Problems.UnknownKey);
        App.Faults.CountOf(FaultReason.Malformed).ShouldBe(0);
    }

    [Fact]
    public async Task Nobodys_bearer_key_is_refused_before_a_body_that_is_too_large() =>
        (await App.SendAsync("/v1/track", new byte[IngestLimits.EventBytes + 1], [("Authorization", "Bearer wk_nobody")]))
            .ShouldBeProblem(401, Problems.UnknownKey);

    [Theory]
    [InlineData("""{"writeKey":"wk_nobody"}""")]
    [InlineData("""{"writeKey":"wk_nobody","batch":{}}""")]
    [InlineData("""{"batch":{"a":[1]},"writeKey":"wk_nobody"}""")]
    [InlineData("""{"batch":[],"batch":[7],"writeKey":"wk_nobody"}""")]
    [InlineData("""{"context":7,"batch":[],"writeKey":"wk_nobody"}""")]
    [InlineData("""{"batch":[],"sentAt":"soon","writeKey":"wk_nobody"}""")]
    public async Task Nobodys_key_in_a_batch_is_refused_before_what_is_wrong_with_it(string body) =>
        (await App.SendAsync("/v1/batch", Utf8(body), [])).ShouldBeProblem(401, Problems.UnknownKey);

    [Fact]
    public async Task Nobodys_key_after_too_many_items_is_refused_before_their_number()
    {
        var items = string.Join(',', Enumerable.Repeat("{}", IngestLimits.BatchItems + 1));

        (await App.SendAsync("/v1/batch", Utf8($$"""{"batch":[{{items}}],"writeKey":"wk_nobody"}"""), [])).ShouldBeProblem(401, Problems.UnknownKey);
        (await App.SendAsync("/v1/batch", Utf8($$"""{"batch":[{{items}}],"writeKey":"{{RecordingHost.WriteKey}}"}"""), []))
            .ShouldBeProblem(413, Problems.TooLarge);
    }

    [Theory]
    [InlineData("/v1/track")]
    [InlineData("/v1/batch")]
    public async Task A_key_in_a_body_that_cannot_be_read_is_not_seen(string path)
    {
        (await App.SendAsync(path, Utf8("""{"writeKey":"wk_nobody","""), [])).ShouldBeProblem(400, Problems.Malformed);
        (await App.SendAsync(path, Utf8("""{"writeKey":"wk_nobody","""), [("Authorization", $"Bearer {RecordingHost.WriteKey}")]))
            .ShouldBeProblem(400, Problems.Malformed);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused()
    {
        (await SendAsync(Track, IngestApp.Basic(RecordingHost.NarrowKey))).ShouldBeProblem(403, Problems.WrongScope);
        App.Faults.CountOf(FaultReason.WrongScope).ShouldBe(1);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_from_the_next_request_on()
    {
        (await SendAsync(Track, IngestApp.Basic(RecordingHost.WriteKey))).ShouldSucceed();

        Host.Revoke(RecordingHost.WriteKey);

        (await SendAsync(Track, IngestApp.Basic(RecordingHost.WriteKey))).ShouldBeProblem(401, Problems.UnknownKey);
    }

    [Theory]
    [InlineData("/v1/projects/wk_nobody/settings")]
    [InlineData("/sourceConfig?writeKey=wk_nobody")]
    [InlineData("/sourceConfig")]
    public async Task Settings_of_nobodys_key_are_refused(string path) =>
        (await App.SendAsync(path, [], [], "GET")).ShouldBeProblem(401, Problems.UnknownKey);

    private Task<Answered> SendAsync(string body, string? authorization) =>
        App.SendAsync("/v1/track", Utf8(body), authorization is null ? [] : [("Authorization", authorization)]);

    private static string WithKey(string key) => $$"""{"userId":"u1","event":"x","writeKey":"{{key}}"}""";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
