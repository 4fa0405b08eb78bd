using System.Text;
using System.Text.Json.Nodes;
using Engagement.Core;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Ingest.Reading;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class HostileBodyTests : IngestTests
{
    private static readonly string TooLong = new('x', IngestLimits.IdLength + 1);

    public static TheoryData<string, string> NotJson => new()
    {
        { "nothing", "" },
        { "white space", "  " },
        { "cut short", """{"userId":"u1","event":""" },
        { "a text", "\"x\"" },
        { "a list", "[]" },
        { "null", "null" },
        { "two objects", """{"userId":"u1","event":"x"}{}""" },
        { "a trailing comma", """{"userId":"u1","event":"x",}""" },
        { "a comment", """{"userId":"u1",/* */"event":"x"}""" },
        { "single quotes", "{'userId':'u1'}" },
        { "a raw control character", "{\"userId\":\"u\u0001\",\"event\":\"x\"}" },
        { "not a number", """{"userId":"u1","event":"x","properties":{"a":NaN}}""" },
        { "a deep nest", $$"""{"userId":"u1","event":"x","properties":{{string.Concat(Enumerable.Repeat("[", 5_000))}}""" },
    };

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "track", """{"userId":"u1"}""", "/event" },
        { "track", """{"userId":"u1","event":""}""", "/event" },
        { "track", """{"userId":"u1","event":"a\u0000b"}""", "/event" },
        { "track", """{"userId":"u1","event":7}""", "/event" },
        { "track", """{"event":"x"}""", "/userId" },
        { "track", """{"userId":"","anonymousId":null,"event":"x"}""", "/userId" },
        { "track", """{"userId":42,"event":"x"}""", "/userId" },
        { "track", """{"userId":{"a":1},"event":"x"}""", "/userId" },
        { "track", """{"userId":"a\u0007b","event":"x"}""", "/userId" },
        { "track", """{"userId":"\ud800","event":"x"}""", "/userId" },
        { "track", $$"""{"userId":"{{TooLong}}","event":"x"}""", "/userId" },
        { "track", $$"""{"anonymousId":"{{TooLong}}","event":"x"}""", "/anonymousId" },
        { "track", $$"""{"userId":"u1","event":"x","messageId":"{{TooLong}}"}""", "/messageId" },
        { "track", """{"userId":"u1","userId":"u2","event":"x"}""", "/userId" },
        { "track", """{"userId":"u1","event":"x","\u0065vent":"y"}""", "/event" },
        { "track", """{"userId":"u1","event":"x","properties":[]}""", "/properties" },
        { "track", """{"userId":"u1","event":"x","properties":"a"}""", "/properties" },
        { "track", """{"userId":"u1","event":"x","context":3}""", "/context" },
        { "track", """{"userId":"u1","event":"x","timestamp":"yesterday"}""", "/timestamp" },
        { "track", """{"userId":"u1","event":"x","timestamp":"2026-02-30T00:00:00.000Z"}""", "/timestamp" },
        { "track", """{"userId":"u1","event":"x","originalTimestamp":1795310474498}""", "/originalTimestamp" },
        { "track", """{"userId":"u1","event":"x","sentAt":"2026-11-22"}""", "/sentAt" },
        { "track", """{"userId":"u1","event":"Product Added","properties":{"price":1,"price":2}}""", "/properties/price" },
        { "track", """{"userId":"u1","event":"Product Added","properties":{"price":1e999}}""", "/properties/price" },
        { "track", """{"userId":"u1","event":"Product Added","properties":{"price":"\udc00"}}""", "/properties/price" },
        { "track", """{"userId":"u1","event":"Order Completed","properties":{"customer":{"address":{"city":"a","city":"b"}}}}""", "/properties/customer/address/city" },
        { "identify", """{"userId":"u1","traits":[]}""", "/traits" },
        { "identify", """{"userId":"u1","traits":{"a":1,"a":2}}""", "/traits/a" },
        { "identify", """{"userId":"u1","traits":{"a":{"b/c":[1,{"d":1e400}]}}}""", "/traits/a/b~1c/1/d" },
        { "identify", """{"userId":"u1","anonymousId":"a\u0000"}""", "/anonymousId" },
        { "group", """{"userId":"u1"}""", "/groupId" },
        { "group", """{"userId":"u1","groupId":""}""", "/groupId" },
        { "alias", """{"userId":"u1"}""", "/previousId" },
        { "alias", """{"anonymousId":"a1","previousId":"a2"}""", "/userId" },
        { "batch", """{}""", "/batch" },
        { "batch", """{"batch":{}}""", "/batch" },
        { "batch", """{"batch":null}""", "/batch" },
        { "batch", """{"batch":[],"batch":[]}""", "/batch" },
        { "batch", """{"batch":[],"sentAt":"soon"}""", "/sentAt" },
        { "batch", """{"batch":[],"context":7}""", "/context" },
    };

    [Theory]
    [MemberData(nameof(NotJson))]
    public async Task What_is_not_json_is_refused(string what, string body)
    {
        (await App.PostAsync("/v1/track", body)).ShouldBeProblem(400, Problems.Malformed);
        (await App.PostAsync("/v1/batch", body)).ShouldBeProblem(400, Problems.Malformed);
        Host.Calls.ShouldBeEmpty(what);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00 })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    public async Task What_is_not_utf_8_is_refused(byte[] body) => (await App.PostAsync("/v1/track", body)).ShouldBeProblem(400, Problems.Malformed);

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_refused_with_its_place(string call, string body, string pointer)
    {
        (await App.PostAsync($"/v1/{call}", body)).ShouldBeProblem(400, Refusal.Invalid, pointer);
        Host.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("userId", "\U0001F600")]
    [InlineData("userId", "کاربر")]
    [InlineData("userId", "a b/c~d\\\"e")]
    public async Task Ids_may_hold_any_other_characters(string field, string id)
    {
        (await App.PostAsync("/v1/track", new JsonObject { [field] = id, ["event"] = "x" }.ToJsonString())).ShouldSucceed();
        Host.Commands.Single().Key.Id.ShouldBe(id);
    }

    [Fact]
    public async Task A_bad_item_is_reported_and_the_others_are_taken()
    {
        var answered = await App.PostAsync("/v1/batch", """
            {"batch":[
              {"type":"track","userId":"u0","event":"x","messageId":"m0"},
              7,
              {"type":"trak","userId":"u2","messageId":"m2"},
              {"type":"track","event":"x","messageId":"m3"},
              {"userId":"u4","messageId":"m4"},
              {"type":"track","userId":5,"event":6,"messageId":"m5"},
              {"type":"track","userId":"u6","event":"x","messageId":"m6"}]}
            """);

        answered.Status.ShouldBe(200);
        var rejected = answered.Json["rejected"]!.AsArray();
        rejected.Select(item => (int)item!["index"]!).ShouldBe([1, 2, 3, 4, 5]);
        rejected.Select(item => (string?)item!["messageId"]).ShouldBe([null, "m2", "m3", "m4", "m5"]);
        rejected.Select(item => string.Join(' ', item!["errors"]!.AsObject().Select(error => error.Key)))
            .ShouldBe(["/batch/1", "/batch/2/type", "/batch/3/userId", "/batch/4/type", "/batch/5/userId /batch/5/event"]);
        Host.Commands.Select(envelope => envelope.Key.Id).ShouldBe(["u0", "u6"]);
        App.Faults.CountOf(FaultReason.WrongType).ShouldBe(3);
        App.Faults.Recent(RecordingHost.Workspace).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_strict_client_has_nothing_taken_when_one_item_is_bad()
    {
        const string Body = """{"batch":[{"type":"track","userId":"u0","event":"x"},{"type":"track","event":"x"}]}""";

        (await App.PostAsync("/v1/batch", Body, ("X-Strict-Mode", "1"))).ShouldBeProblem(400, Refusal.Invalid, "/batch/1/userId");

        Host.Calls.ShouldBeEmpty();
        (await App.PostAsync("/v1/batch", Body)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_event_over_its_size_is_refused_with_the_number()
    {
        var body = $$"""{"userId":"u1","event":"x","properties":{"a":"{{new string('x', IngestLimits.EventBytes)}}"} }""";

        var answered = await App.PostAsync("/v1/track", body);

        answered.ShouldBeProblem(413, Problems.TooLarge);
        answered.Body.ShouldContain("32768");
    }

    [Fact]
    public async Task An_item_over_its_size_is_reported()
    {
        var large = new string('x', IngestLimits.EventBytes);
        var answered = await App.PostAsync("/v1/batch", $$"""
            {"batch":[{"type":"track","userId":"u1","event":"x","properties":{"a":"{{large}}"} },{"type":"track","userId":"u2","event":"x"}]}
            """);

        answered.Json["rejected"]!.AsArray().Single()!["errors"]!.AsObject().Single().Key.ShouldBe("/batch/0");
        Host.Commands.Single().Key.Id.ShouldBe("u2");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_over_its_size_is_refused_with_the_number(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batch")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"batch":[],"x":"{{new string('x', IngestLimits.BatchBytes)}}"}""")),
        };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.TryAddWithoutValidation("Authorization", IngestApp.Basic(RecordingHost.WriteKey));

        using var response = await App.Http.SendAsync(request);

        var answered = await Answered.OfAsync(response);
        answered.ShouldBeProblem(413, Problems.TooLarge);
        answered.Body.ShouldContain("512000");
    }

    [Fact]
    public async Task A_batch_of_too_many_items_is_refused_with_the_number()
    {
        var body = $$"""{"batch":[{{string.Join(',', Enumerable.Repeat("{}", IngestLimits.BatchItems + 1))}}]}""";

        var answered = await App.PostAsync("/v1/batch", body);

        answered.ShouldBeProblem(413, Problems.TooLarge);
        answered.Body.ShouldContain("2500");
    }
}
