using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Runtime.Catalogs;
using Engagement.Runtime.Effects;
using Engagement.Runtime.Hosting;
using Engagement.Testing.InApp;
using Engagement.Testing.Specifications;
using Engagement.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Engagement.Runtime.Tests.Effects;

public sealed class EffectDispatcherTests : IAsyncLifetime
{
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly PersonId Ada = PersonId.Known("ada");
    private static readonly PersonId Visitor = PersonId.Anonymous("visitor");
    private static readonly Effect.HandOver Owed = new(1, Ada, new byte[] { 1 });

    private readonly ManualClock _clock = new();
    private readonly InMemoryStreams _streams = new();
    private readonly CatalogDirectory _catalogs = new();
    private readonly ScriptedHost _host = new();
    private EffectDispatcher _dispatcher = null!;

    public Task InitializeAsync()
    {
        _dispatcher = Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _dispatcher.DisposeAsync();

    [Fact]
    public void Streams_are_told_of_their_person()
    {
        _dispatcher.Dispatch(ActorKey.Of(Shop, Ada), [new Effect.Recall(new DeliveryId("d")), new Effect.CloseStreams()]);

        _streams.Told.ShouldBe([new StreamEvent.Recalled(Shop, Ada, new DeliveryId("d")), new StreamEvent.Closed(Shop, Ada)]);
    }

    [Fact]
    public void What_is_published_is_in_force_when_the_call_returns()
    {
        _dispatcher.Dispatch(
            ActorKey.Of(Shop), [new Effect.PublishWorkspace(new WorkspaceSnapshot(Shop, 1, WorkspaceSettings.Default, "{}", [], null))]);

        _catalogs.CatalogOf(Shop).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_hand_over_is_surrendered_absorbed_and_settled()
    {
        _dispatcher.Dispatch(ActorKey.Of(Shop, Visitor), [Owed]);

        (await _host.NextAsync(new Surrendered(Owed.Image, 1))).ShouldBe((Visitor, new UserCommand.Surrender(Ada)));
        (await _host.NextAsync(null)).ShouldBe((Ada, new UserCommand.Absorb(Visitor, Owed.Image)));
        (await _host.NextAsync(null)).ShouldBe((Visitor, new UserCommand.Settle(1)));
    }

    [Fact]
    public async Task A_hand_over_that_the_host_refuses_is_tried_again_after_a_while()
    {
        _dispatcher.Dispatch(ActorKey.Of(Shop, Visitor), [Owed]);
        await _host.RefuseNextAsync(Refusal.Overloaded);
        await ScriptedHost.WithinAsync(_clock, () => _host.RefuseNextAsync(Refusal.Unavailable));

        var again = await ScriptedHost.WithinAsync(_clock, () => _host.NextAsync(null));

        again.ShouldBe((Visitor, new UserCommand.Surrender(Ada)));
    }

    [Fact]
    public async Task A_host_that_throws_does_not_end_the_work()
    {
        _dispatcher.Dispatch(ActorKey.Of(Shop, Visitor), [Owed]);
        _dispatcher.Dispatch(ActorKey.Of(Shop, PersonId.Anonymous("another")), [Owed]);

        await _host.FailNextAsync();

        (await _host.NextAsync(null)).Person.ShouldBe(PersonId.Anonymous("another"));
    }

    [Fact]
    public async Task Those_who_watch_are_told_that_a_campaign_was_deleted()
    {
        _catalogs.Publish(new WorkspaceSnapshot(Shop, 1, WorkspaceSettings.Default, "{}", [], null));
        var (document, now) = (CampaignDocuments.At("Order Completed"), _clock.GetCurrentInstant());
        var cart = new CampaignSnapshot(
            new CampaignId("cart"), 1, CampaignStatus.Draft, document, CampaignDocuments.Read(document), now, now, LaunchedAt: null);
        _streams.Open(Shop, Ada);
        _streams.Open(new WorkspaceId("other"), Visitor);
        _dispatcher.Dispatch(ActorKey.Of(Shop, cart.Id), [new Effect.PublishCampaign(cart.Id, cart.Version, cart)]);

        _dispatcher.Dispatch(ActorKey.Of(Shop, cart.Id), [new Effect.PublishCampaign(cart.Id, cart.Version + 1, null)]);

        (await _host.NextBatchAsync()).ShouldBe([new Envelope(ActorKey.Of(Shop, Ada), new UserCommand.CatalogChanged())]);
    }

    [Fact]
    public void A_forward_is_not_for_the_dispatcher() => Should.Throw<InvalidOperationException>(
        () => _dispatcher.Dispatch(ActorKey.Of(Shop, Visitor), [new Effect.Forward(Ada)]));

    private EffectDispatcher Start()
    {
        var dispatcher = new EffectDispatcher(_catalogs, _streams, _clock, NullLogger<EffectDispatcher>.Instance);
        dispatcher.Start(_host);
        return dispatcher;
    }
}
