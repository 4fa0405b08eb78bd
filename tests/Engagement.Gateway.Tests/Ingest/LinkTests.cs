using System.Text;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Keys;
using Engagement.Testing.Hosting;
using Engagement.Testing.Specifications;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>A call with both ids makes both one person before it counts.</summary>
public sealed class LinkTests : IAsyncLifetime
{
    private readonly InMemoryHostUnderTest _engine = new(new HostFixture { MailboxCapacity = 4096 });
    private readonly NewKey _key = NewKey.Make(KeyKind.Write, default, Instant.FromUtc(2026, 1, 1, 0, 0));
    private readonly WorkspaceDriver _shop;
    private IngestApp _app = null!;

    public LinkTests() => _shop = new WorkspaceDriver(() => _engine.Host, new WorkspaceId("shop"));

    public async Task InitializeAsync()
    {
        await _engine.StartAsync();
        await _shop.CreateAsync(_key.Stored);
        _app = await IngestApp.StartAsync(_engine.Host);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Theory]
    [InlineData("track", "x", "\"event\":\"x\"")]
    [InlineData("page", "Page Viewed", "\"name\":\"Home\"")]
    [InlineData("screen", "Screen Viewed", "\"name\":\"Home\"")]
    public async Task A_message_of_a_visitor_that_is_sent_again_under_the_name_learned_meanwhile_counts_once(string call, string name, string rest)
    {
        await PostAsync($"/v1/{call}", $$"""{"anonymousId":"a1","messageId":"m1",{{rest}}}""");
        await PostAsync($"/v1/{call}", $$"""{"userId":"u1","anonymousId":"a1","messageId":"m1",{{rest}}}""");
        await PostAsync("/v1/identify", """{"userId":"u1","anonymousId":"a1","messageId":"m2"}""");

        (await _shop.CountAsync(PersonId.Known("u1"), name)).ShouldBe(1);
    }

    [Fact]
    public async Task A_group_call_with_both_ids_joins_them()
    {
        await PostAsync("/v1/track", """{"anonymousId":"a1","event":"x","messageId":"m1"}""");
        await PostAsync("/v1/group", """{"userId":"u1","anonymousId":"a1","groupId":"g1","messageId":"m2"}""");

        (await _shop.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(1);
    }

    [Fact]
    public async Task Within_a_batch_a_message_is_known_by_the_name_of_either()
    {
        await PostAsync("/v1/batch", """
            {"batch":[
              {"type":"track","anonymousId":"a1","event":"x","messageId":"m1"},
              {"type":"track","userId":"u1","anonymousId":"a1","event":"x","messageId":"m1"},
              {"type":"track","userId":"u1","anonymousId":"a1","event":"x","messageId":"m2"},
              {"type":"track","anonymousId":"a1","event":"x","messageId":"m2"}]}
            """);
        await PostAsync("/v1/identify", """{"userId":"u1","anonymousId":"a1","messageId":"m3"}""");

        (await _shop.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(2);
    }

    [Fact]
    public async Task A_shared_device_stays_with_the_first_and_each_keeps_their_own_events()
    {
        await PostAsync("/v1/track", """{"anonymousId":"a1","event":"x","messageId":"m1"}""");
        await PostAsync("/v1/batch", """
            {"batch":[
              {"type":"track","userId":"u1","anonymousId":"a1","event":"x","messageId":"m2"},
              {"type":"track","userId":"u2","anonymousId":"a1","event":"x","messageId":"m3"},
              {"type":"track","userId":"u1","anonymousId":"a1","event":"x","messageId":"m4"}]}
            """);
        await PostAsync("/v1/track", """{"userId":"u2","anonymousId":"a1","event":"x","messageId":"m5"}""");

        (await _shop.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(3);
        (await _shop.CountAsync(PersonId.Known("u2"), "x")).ShouldBe(2);
        (await _shop.ProfileAsync(PersonId.Known("u2"))).Identities.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_known_persons_stay_two()
    {
        await PostAsync("/v1/track", """{"userId":"u2","event":"x","messageId":"m1"}""");
        await PostAsync("/v1/track", """{"userId":"u1","anonymousId":"u2","event":"x","messageId":"m2"}""");

        (await _shop.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(1);
        (await _shop.CountAsync(PersonId.Known("u2"), "x")).ShouldBe(1);
    }

    [Fact]
    public async Task An_anonymous_id_that_reads_like_the_user_id_is_one_more_id_of_the_person()
    {
        await PostAsync("/v1/track", """{"anonymousId":"u1","event":"x","messageId":"m1"}""");
        await PostAsync("/v1/track", """{"userId":"u1","anonymousId":"u1","event":"x","messageId":"m1"}""");

        (await _shop.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(1);
        (await _shop.ProfileAsync(PersonId.Known("u1"))).Identities.ShouldBe([PersonId.Anonymous("u1")]);
    }

    [Fact]
    public async Task Somebody_erased_joins_nobody()
    {
        await PostAsync("/v1/track", """{"anonymousId":"a1","event":"x","messageId":"m1"}""");
        await _shop.AskAsync(PersonId.Known("u1"), new UserCommand.Erase());

        var answered = await SendAsync("/v1/batch", """
            {"batch":[
              {"type":"track","userId":"u2","event":"x","messageId":"m2"},
              {"type":"track","userId":"u1","anonymousId":"a1","event":"x","messageId":"m3"}]}
            """);

        answered.Body.ShouldContain("""
            "rejected":[{"index":1,"messageId":"m3","errors":{"/batch/1/userId":
            """);
        answered.Json["rejected"]!.AsArray().Count.ShouldBe(1, answered.Body);
        (await _shop.CountAsync(PersonId.Anonymous("a1"), "x")).ShouldBe(1);
    }

    private async Task PostAsync(string path, string body) => (await SendAsync(path, body)).ShouldSucceed();

    private Task<Answered> SendAsync(string path, string body) =>
        _app.SendAsync(path, Encoding.UTF8.GetBytes(body), [("Authorization", IngestApp.Basic(_key.Text))]);
}
