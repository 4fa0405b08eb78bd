using System.Text;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Ingest.Streams;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.Streams;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest.Streams;

public sealed class EventIngestTests : IDisposable
{
    private const string Good = """{"type":"track","userId":"u1","event":"x","messageId":"m1"}""";

    private readonly RecordingHost _host = new();
    private readonly StreamIngestApp _app;

    public EventIngestTests() => _app = new StreamIngestApp(_host);

    public static TheoryData<string, string, string?> Poison => new()
    {
        { "not json", Problems.Malformed, null },
        { """{"type":"track","userId":"u1","event":""", Problems.Malformed, null },
        { "\"text\"", Problems.Malformed, null },
        { """{"type":"track","userId":"\ud800","event":"x"}""", Refusal.Invalid, "/userId" },
        { """{"userId":"u1","event":"x"}""", Refusal.Invalid, "/type" },
        { """{"type":"trak","userId":"u1","event":"x"}""", Refusal.Invalid, "/type" },
        { """{"type":"track","event":"x"}""", Refusal.Invalid, "/userId" },
        { """{"batch":7}""", Refusal.Invalid, "/batch" },
        { """{"batch":[{"type":"track","event":"x"}]}""", Refusal.Invalid, "/batch/0/userId" },
        { """{"type":"track","userId":"u1","event":"x","writeKey":"wk_nobodys"}""", Problems.UnknownKey, null },
        { $$"""{"type":"track","userId":"u1","event":"x","writeKey":"{{RecordingHost.NarrowKey}}"}""", Problems.WrongScope, null },
        { "[]", Refusal.Invalid, null },
        { "[7]", Refusal.Invalid, null },
        { """{"specversion":"0.3","id":"1","source":"s","type":"t","data":{}}""", Refusal.Invalid, "/specversion" },
        { """{"specversion":"1.0","source":"s","type":"t","data":{}}""", Refusal.Invalid, "/id" },
        { """{"specversion":"1.0","id":7,"source":"s","type":"t","data":{}}""", Refusal.Invalid, "/id" },
        { """{"specversion":"1.0","id":"1","type":"t","data":{}}""", Refusal.Invalid, "/source" },
        { """{"specversion":"1.0","id":"1","source":"s","data":{}}""", Refusal.Invalid, "/type" },
        { """{"specversion":"1.0","id":"1","source":"s","type":"t"}""", Refusal.Invalid, "/data" },
        { """{"specversion":"1.0","id":"1","source":"s","type":"t","data":{},"data_base64":"e30="}""", Refusal.Invalid, "/data" },
        { """{"specversion":"1.0","id":"1","source":"s","type":"t","data":"{}"}""", Refusal.Invalid, "/data" },
        { """{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"not base64!"}""", Refusal.Invalid, "/data_base64" },
        { """{"specversion":"1.0","id":"1","source":"s","type":"t","data":{"type":"track","event":"x"}}""", Refusal.Invalid, "/data/userId" },
        { """[{"specversion":"1.0","id":"1","source":"s","type":"t","data":{"type":"track","event":"x"}}]""", Refusal.Invalid, "/0/data/userId" },
    };

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task What_nobody_can_take_is_refused_for_good_with_its_place_and_what_follows_is_taken(string body, string code, string? pointer)
    {
        var outcomes = await _app.TakeAsync(body, Good);

        outcomes[0].IsFinal.ShouldBeTrue();
        outcomes[0].Refusal.ShouldNotBeNull().Code.ShouldBe(code);
        outcomes[0].Refusal!.Errors.Select(error => error.Pointer).ShouldBe(pointer is null ? [] : [pointer]);
        outcomes[1].ShouldBe(IngestOutcome.Durable);
        _host.Commands.ShouldHaveSingleItem().Key.Id.ShouldBe("u1");
    }

    [Fact]
    public async Task The_right_calls_of_a_batch_are_taken_and_the_others_told()
    {
        var outcome = (await _app.TakeAsync("""
            {"batch":[{"type":"track","userId":"u0","event":"x"},{"type":"track","event":"x"},{"type":"track","userId":"u2","event":"x"},7]}
            """))[0];

        outcome.IsFinal.ShouldBeTrue();
        outcome.Refusal!.Errors.Select(error => error.Pointer).ShouldBe(["/batch/1/userId", "/batch/3"]);
        _host.Commands.Select(envelope => envelope.Key.Id).ShouldBe(["u0", "u2"]);
    }

    [Fact]
    public async Task An_item_over_its_size_is_refused_for_good()
    {
        var outcomes = await _app.TakeAsync(
            $$"""{"type":"track","userId":"u1","event":"x","properties":{"a":"{{new string('x', 40_000)}}"} }""",
            $$"""{"batch":[],"x":"{{new string('x', 600_000)}}"}""",
            new string(' ', Payload.MostBytes + 1));

        outcomes.ShouldAllBe(outcome => outcome.IsFinal && outcome.Refusal!.Code == Problems.TooLarge);
    }

    [Fact]
    public async Task A_key_in_the_payload_comes_before_the_one_of_the_stream()
    {
        using var keyless = new StreamIngestApp(_host, key: null);

        (await keyless.TakeAsync(Good))[0].Refusal.ShouldNotBeNull().Code.ShouldBe(Problems.MissingKey);
        (await keyless.TakeAsync($$"""{"type":"track","userId":"u1","event":"x","writeKey":"{{RecordingHost.WriteKey}}"}""")).ShouldBe([IngestOutcome.Durable]);
        (await keyless.TakeAsync($$"""{"batch":[],"writeKey":"{{RecordingHost.WriteKey}}"}""")).ShouldBe([IngestOutcome.Durable]);
    }

    [Fact]
    public async Task What_has_no_message_id_has_the_same_key_at_every_delivery_and_no_other_has_it()
    {
        const string Call = """{"type":"track","userId":"u1","event":"x"}""";
        var batch = Item("b", $$"""{"batch":[{{Call}},{{Call}}]}""");
        var single = Item("a", Call);
        var wrapped = Item("c", $$"""{"specversion":"1.0","id":"7","source":"s","type":"t","data":{{Call}}}""");
        var again = Item("d", Encoding.UTF8.GetString(wrapped.Body.Span));

        await _app.TakeAsync(single, batch, wrapped);
        await _app.TakeAsync(single, batch, again);

        var keys = _host.Commands.Select(envelope => ((UserCommand.Track)envelope.Command).Stamp.MessageKey).ToArray();
        keys[..4].ShouldBe(keys[4..]);
        keys.Distinct().Count().ShouldBe(4);
    }

    [Theory]
    [InlineData(Refusal.Overloaded)]
    [InlineData(Refusal.Unavailable)]
    public async Task While_one_has_to_be_tried_again_no_later_one_of_the_person_is_given(string code)
    {
        _host.Answering = envelope => envelope.Command is UserCommand.Track { Event: "two" } ? new Answer(Refusal.Of(code, "later"), null, default) : default;

        var outcomes = await _app.TakeAsync(Track("u1", "one"), Track("u1", "two"), Track("u2", "one"), Track("u1", "three"));

        outcomes.Select(outcome => outcome.Refusal?.Code).ShouldBe([null, code, null, code]);
        outcomes.ShouldAllBe(outcome => !outcome.IsFinal);
        Events().ShouldBe(["u1 one", "u2 one", "u1 two"]);
    }

    [Fact]
    public async Task A_join_that_is_put_off_holds_what_comes_after_it()
    {
        _host.Answering = envelope => envelope.Command switch
        {
            UserCommand.Identify => new Answer(null, new JoinNeeded(envelope.Key.Person, PersonId.Anonymous("a1")), default),
            UserCommand.Surrender => new Answer(Refusal.Of(Refusal.Overloaded, "full"), null, default),
            _ => default,
        };

        var outcomes = await _app.TakeAsync(
            Track("u2", "before"), """{"type":"identify","userId":"u1","anonymousId":"a1"}""", Track("u1", "after"));

        outcomes.Select(outcome => outcome.Refusal?.Code).ShouldBe([null, Refusal.Overloaded, Refusal.Overloaded]);
        Events().ShouldBe(["u2 before"]);
    }

    [Fact]
    public async Task Two_ids_of_one_person_in_many_items_are_joined_once()
    {
        const string Both = """{"type":"track","userId":"u1","anonymousId":"a1","event":"x"}""";

        (await _app.TakeAsync(Both, Both, Both)).ShouldAllBe(outcome => outcome.Refusal == null);

        _host.Commands.Count(envelope => envelope.Command is UserCommand.Link).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_about_somebody_erased_is_marked_not_to_be_kept()
    {
        _host.Answering = _ => new Answer(Refusal.Of(Refusal.Erased, "erased"), null, default);

        var outcome = (await _app.TakeAsync(Good))[0];

        (outcome.IsFinal, outcome.IsOfErased, outcome.Refusal!.Code).ShouldBe((true, true, Refusal.Erased));
    }

    [Fact]
    public async Task A_workspace_that_is_not_loaded_yet_is_waited_for()
    {
        _host.Catalog = null;

        var outcome = (await _app.TakeAsync(Good))[0];

        (outcome.IsFinal, outcome.Refusal!.Code).ShouldBe((false, Refusal.Unavailable));
    }

    [Fact]
    public async Task A_client_clock_is_corrected_by_when_the_stream_took_the_item()
    {
        var enqueued = _host.Now - Duration.FromHours(3);
        var body = """{"type":"track","userId":"u1","event":"x","timestamp":"2020-01-01T00:00:00Z","sentAt":"2020-01-01T00:00:10Z"}""";

        await _app.TakeAsync(Item("1", body) with { EnqueuedAt = enqueued });

        ((UserCommand.Track)_host.Commands.Single().Command).Stamp.At.ShouldBe(enqueued - Duration.FromSeconds(10));
    }

    [Fact]
    public async Task What_a_gateway_let_in_is_taken_also_when_its_key_was_revoked_since()
    {
        using var keyless = new StreamIngestApp(_host, key: null);
        _host.Revoke(RecordingHost.WriteKey);
        var stamp = new GatewayStamp(RecordingHost.Workspace, MayJoinKnown: false, _host.Now) { Call = "track" };

        (await keyless.TakeAsync(Item("1", """{"userId":"u1","event":"x"}""") with { Stamp = stamp })).ShouldBe([IngestOutcome.Durable]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_alias_takes_over_a_known_person_only_where_the_gateway_found_that_it_may(bool mayJoin)
    {
        _host.Catalog = RecordingHost.CatalogWith(WorkspaceSettings.Default with { IdentityVerification = IdentityVerification.Required });
        var stamp = new GatewayStamp(RecordingHost.Workspace, mayJoin, _host.Now) { Call = "alias" };

        await _app.TakeAsync(Item("1", """{"userId":"u1","previousId":"old"}""") with { Stamp = stamp });

        _host.Commands.Any(envelope => envelope.Key == ActorKey.Of(RecordingHost.Workspace, PersonId.Known("old"))).ShouldBe(mayJoin);
    }

    public void Dispose() => _app.Dispose();

    private static StreamItem Item(string id, string body) => new(id, Encoding.UTF8.GetBytes(body));

    private static string Track(string user, string name) => $$"""{"type":"track","userId":"{{user}}","event":"{{name}}"}""";

    private List<string> Events() => [.. _host.Commands
        .Where(envelope => envelope.Command is UserCommand.Track)
        .Select(envelope => $"{envelope.Key.Id} {((UserCommand.Track)envelope.Command).Event}")];
}
