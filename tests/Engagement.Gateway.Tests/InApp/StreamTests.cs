using System.Text.Json;
using Engagement.Core;
using Engagement.Gateway.InApp.Streaming;
using Engagement.Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.InApp;

[Collection(GatewayCollection.Name)]
public sealed class StreamTests(GatewayApp app)
{
    private static readonly PersonId User = PersonId.Known("u");

    [Fact]
    public async Task A_message_comes_the_moment_it_is_decided()
    {
        var workspace = await ShopAsync();
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        stream.Hello.GetProperty("seq").GetInt64().ShouldBe(0);
        await workspace.Engine.TrackAsync(User, "Purchase", "m1");
        var message = await stream.NextMessageAsync();
        message.GetProperty("content").GetProperty("title").GetString().ShouldBe("Thank you");
        message.GetProperty("seq").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Hello_comes_at_once_and_what_waits_comes_after_it()
    {
        var workspace = await ShopAsync();
        await workspace.Engine.TrackAsync(User, "Purchase", "m1");
        await workspace.Engine.TrackAsync(User, "Purchase", "m2");
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        stream.Hello.GetProperty("seq").GetInt64().ShouldBe(2);
        var first = await stream.NextMessageAsync();
        var second = await stream.NextMessageAsync();
        stream.Hello.GetProperty("queue").EnumerateArray().Select(id => id.GetString())
            .ShouldBe([first.GetProperty("deliveryId").GetString(), second.GetProperty("deliveryId").GetString()]);
    }

    [Theory]
    [InlineData("1", false, 2)]
    [InlineData("2", false, 3)]
    [InlineData("0", false, 1)]
    [InlineData("abc", false, 1)]
    [InlineData("-1", false, 1)]
    [InlineData("1", true, 2)]
    public async Task A_client_that_comes_back_gets_what_it_missed(string lastEventId, bool inAddress, long next)
    {
        var workspace = await ShopAsync();
        foreach (var number in (int[])[1, 2, 3])
        {
            await workspace.Engine.TrackAsync(User, "Purchase", $"m{number}");
        }

        await using var stream = await EventReader.OpenAsync(
            workspace, inAddress ? $"userId=u&lastEventId={lastEventId}" : "userId=u", inAddress ? null : lastEventId);
        for (var expected = next; expected <= 3; expected++)
        {
            (await stream.NextMessageAsync()).GetProperty("seq").GetInt64().ShouldBe(expected);
        }

        await workspace.Engine.TrackAsync(User, "Purchase", "m4");
        (await stream.NextMessageAsync()).GetProperty("seq").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task A_client_that_has_seen_more_than_there_was_is_told_to_resync()
    {
        var workspace = await ShopAsync();
        await workspace.Engine.TrackAsync(User, "Purchase", "m1");
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u", "99");
        (await stream.NextAsync())!.Value.EventType.ShouldBe("resync");
        (await stream.NextMessageAsync()).GetProperty("seq").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_dismissed_on_one_device_is_recalled_from_the_others()
    {
        var workspace = await ShopAsync();
        await using var phone = await EventReader.OpenAsync(workspace, "userId=u");
        await using var desk = await EventReader.OpenAsync(workspace, "userId=u");
        await workspace.Engine.TrackAsync(User, "Purchase", "m1");
        var delivery = (await phone.NextMessageAsync()).GetProperty("deliveryId").GetString();
        (await desk.NextMessageAsync()).GetProperty("deliveryId").GetString().ShouldBe(delivery);
        await workspace.PostAsync("/v1/inapp/receipts?userId=u", $$"""[{"receiptId":"r","deliveryId":"{{delivery}}","kind":"dismissed"}]""", workspace.WriteKey);
        foreach (var stream in (EventReader[])[phone, desk])
        {
            var recall = (await stream.NextAsync())!.Value;
            recall.EventType.ShouldBe("recall");
            JsonDocument.Parse(recall.Data).RootElement.GetProperty("deliveryId").GetString().ShouldBe(delivery);
        }
    }

    [Fact]
    public async Task A_stopped_campaign_leaves_every_screen()
    {
        var workspace = await ShopAsync();
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        await workspace.Engine.TrackAsync(User, "Purchase", "m1");
        await stream.NextMessageAsync();
        (await workspace.PostAsync("/v1/campaigns/thanks/stop")).Status.ShouldBe(200);
        (await stream.NextAsync())!.Value.EventType.ShouldBe("recall");
    }

    [Fact]
    public async Task Nothing_of_another_person_or_workspace_comes()
    {
        var workspace = await ShopAsync();
        var other = await ShopAsync();
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        await other.Engine.TrackAsync(User, "Purchase", "m1");
        await workspace.Engine.TrackAsync(PersonId.Known("v"), "Purchase", "m2");
        await workspace.Engine.TrackAsync(PersonId.Anonymous("u"), "Purchase", "m3");
        await workspace.Engine.TrackAsync(User, "Purchase", "m4");
        (await stream.NextMessageAsync()).GetProperty("seq").GetInt64().ShouldBe(1);
        app.Services.GetRequiredService<Streams>().Watching(workspace.Id).ShouldBe([User]);
    }

    [Fact]
    public async Task No_message_is_missed_or_doubled_while_streams_come_and_go()
    {
        const int Messages = 40;
        var workspace = await ShopAsync();
        var presenting = Task.Run(async () =>
        {
            for (var number = 1; number <= Messages; number++)
            {
                await workspace.Engine.TrackAsync(User, "Purchase", $"m{number}");
            }
        });

        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(ReadAllAsync)).ToArray();
        await presenting;
        foreach (var seen in await Task.WhenAll(readers))
        {
            seen.ShouldBe(Enumerable.Range(1, Messages).Select(sequence => (long)sequence));
        }

        // Comes back after every few messages, as a client with a bad connection does.
        async Task<List<long>> ReadAllAsync()
        {
            var seen = new List<long>();
            while (seen.Count < Messages)
            {
                await using var stream = await EventReader.OpenAsync(workspace, "userId=u", seen.Count == 0 ? null : $"{seen[^1]}");
                for (var taken = 0; taken < 7 && seen.Count < Messages; taken++)
                {
                    seen.Add((await stream.NextMessageAsync()).GetProperty("seq").GetInt64());
                }
            }

            return seen;
        }
    }

    [Fact]
    public async Task An_open_stream_hears_a_ping_every_twenty_seconds()
    {
        var workspace = await ShopAsync();
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        for (var round = 0; round < 2; round++)
        {
            app.Fixture.Clock.Advance(Duration.FromSeconds(20));
            var ping = (await stream.NextAsync())!.Value;
            ping.EventType.ShouldBe("ping");
            ping.Data.ShouldBe("{}");
        }
    }

    [Fact]
    public async Task The_stream_of_an_erased_person_ends_and_does_not_come_back()
    {
        var workspace = await ShopAsync();
        await workspace.Engine.TrackAsync(User, "Visit", "m1");
        await using var stream = await EventReader.OpenAsync(workspace, "userId=u");
        (await workspace.DeleteAsync("/v1/users/u")).Status.ShouldBe(204);
        (await stream.NextAsync()).ShouldBeNull();
        (await workspace.GetAsync("/v1/inapp/stream?userId=u", workspace.WriteKey)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task The_stream_of_an_anonymous_person_who_is_identified_ends_and_comes_back_as_theirs()
    {
        var workspace = await ShopAsync();
        await workspace.Engine.TrackAsync(PersonId.Anonymous("x"), "Purchase", "m1");
        await using var before = await EventReader.OpenAsync(workspace, "anonymousId=x");
        await before.NextMessageAsync();
        await workspace.Engine.IdentifyAsync(User, "x", "m2");
        (await before.NextAsync()).ShouldBeNull();

        await using var after = await EventReader.OpenAsync(workspace, "anonymousId=x", "1");
        after.Hello.GetProperty("id").GetString().ShouldBe("u");
        after.Hello.GetProperty("kind").GetString().ShouldBe("known");
        await after.NextMessageAsync();
        await workspace.Engine.TrackAsync(User, "Purchase", "m3");
        await after.NextMessageAsync();
    }

    [Fact]
    public async Task A_stream_ends_when_its_token_does()
    {
        var workspace = await ShopAsync();
        await workspace.RequireIdentityAsync();
        await using var stream = await EventReader.OpenAsync(workspace, string.Empty, userToken: workspace.UserToken("u", Duration.FromMinutes(1)));
        app.Fixture.Clock.Advance(Duration.FromSeconds(60 + 30 + 20));
        var next = await stream.NextAsync();
        while (next?.EventType == "ping")
        {
            next = await stream.NextAsync();
        }

        next.ShouldBeNull();
    }

    [Fact]
    public async Task One_stream_more_than_a_person_may_have_ends_the_oldest()
    {
        var workspace = await ShopAsync();
        await using var oldest = await EventReader.OpenAsync(workspace, "userId=u");
        var others = new List<EventReader>();
        for (var i = 0; i < 20; i++)
        {
            others.Add(await EventReader.OpenAsync(workspace, "userId=u"));
        }

        (await oldest.NextAsync()).ShouldBeNull();
        await workspace.Engine.TrackAsync(User, "Purchase", "m1");
        foreach (var stream in others)
        {
            (await stream.NextMessageAsync()).GetProperty("seq").GetInt64().ShouldBe(1);
            await stream.DisposeAsync();
        }

        await Until.TrueAsync(() => app.Services.GetRequiredService<Streams>().Watching(workspace.Id).Count == 0);
    }

    [Fact]
    public async Task A_client_that_goes_is_forgotten()
    {
        var workspace = await ShopAsync();
        var streams = app.Services.GetRequiredService<Streams>();
        var stream = await EventReader.OpenAsync(workspace, "userId=u");
        streams.Watching(workspace.Id).ShouldHaveSingleItem();
        await stream.DisposeAsync();
        await Until.TrueAsync(() => streams.Watching(workspace.Id).Count == 0);
    }

    private async Task<TestWorkspace> ShopAsync()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.Engine.LaunchAsync("thanks", Documents.AtPurchase);
        return workspace;
    }
}
