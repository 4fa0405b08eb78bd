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

/// <summary>From the socket to a person's state, over the in-memory host.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private readonly InMemoryHostUnderTest _engine = new(new HostFixture { MailboxCapacity = 4096 });
    private readonly NewKey _key = NewKey.Make(KeyKind.Write, default, Instant.FromUtc(2026, 1, 1, 0, 0));
    private readonly WorkspaceDriver _shop;
    private IngestApp _app = null!;

    public EngineTests() => _shop = new WorkspaceDriver(() => _engine.Host, new WorkspaceId("shop"));

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

    [Fact]
    public async Task A_repeated_message_counts_once()
    {
        const string Body = """{"userId":"u1","event":"Product Added","messageId":"m1"}""";

        (await PostAsync("/v1/track", Body)).ShouldSucceed();
        (await PostAsync("/v1/track", Body)).ShouldSucceed();

        (await _shop.CountAsync(PersonId.Known("u1"), "Product Added")).ShouldBe(1);
    }

    [Fact]
    public async Task Events_of_an_anonymous_person_count_for_the_known_one_by_the_time_identify_is_answered()
    {
        await _shop.LaunchAsync("third", CampaignDocuments.AtWhenCounted("Product Added", "Product Added", 3));

        var answered = await PostAsync("/v1/batch?wait=decision", """
            {"batch":[
              {"type":"track","anonymousId":"a1","event":"Product Added","messageId":"m1"},
              {"type":"track","anonymousId":"a1","event":"Product Added","messageId":"m2"},
              {"type":"identify","userId":"u1","anonymousId":"a1","traits":{"email":"a@example.com"},"messageId":"m3"},
              {"type":"track","userId":"u1","event":"Product Added","messageId":"m4"}]}
            """);

        ((string?)answered.Json["decisions"]![3]!["candidates"]![0]!["verdict"]).ShouldBe("sent", answered.Body);
        (await _shop.CountAsync(PersonId.Known("u1"), "Product Added")).ShouldBe(3);
        (await _shop.ProfileAsync(PersonId.Known("u1"))).Traits.Member("email").Text.ShouldBe("a@example.com");

        (await PostAsync("/v1/track", """{"anonymousId":"a1","event":"Product Added","messageId":"m5"}""")).ShouldSucceed();
        (await _shop.CountAsync(PersonId.Known("u1"), "Product Added")).ShouldBe(4);
    }

    [Fact]
    public async Task An_alias_makes_a_known_person_part_of_another()
    {
        (await PostAsync("/v1/track", """{"userId":"old","event":"x","messageId":"m1"}""")).ShouldSucceed();

        (await PostAsync("/v1/alias", """{"userId":"new","previousId":"old","messageId":"m2"}""")).ShouldSucceed();

        (await _shop.CountAsync(PersonId.Known("new"), "x")).ShouldBe(1);
        (await _shop.ProfileAsync(PersonId.Known("old"))).Person.ShouldBe(PersonId.Known("new"));
    }

    [Fact]
    public async Task Somebody_erased_is_not_brought_back()
    {
        await PostAsync("/v1/track", """{"userId":"u1","event":"x","messageId":"m1"}""");
        await _shop.AskAsync(PersonId.Known("u1"), new UserCommand.Erase());

        var answered = await PostAsync("/v1/track", """{"userId":"u1","event":"x","messageId":"m2"}""");

        answered.Status.ShouldBe(200);
        ((int)answered.Json["rejected"]![0]!["index"]!).ShouldBe(0);
        (await _shop.CountAsync(PersonId.Known("u1"), "x")).ShouldBe(0);
    }

    private Task<Answered> PostAsync(string path, string body) =>
        _app.SendAsync(path, System.Text.Encoding.UTF8.GetBytes(body), [("Authorization", IngestApp.Basic(_key.Text))]);
}
