using Engagement.Cluster.Catalogs;
using Engagement.Cluster.Tests.Hosting;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Runtime.InApp;
using Engagement.Testing.Hosting;
using Engagement.Testing.InApp;
using Engagement.Testing.Specifications;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Engagement.Cluster.Tests.Faults;

/// <summary>What can happen to a cluster only. What every host must do is in the suite that <see cref="ThreeSilosTests"/> inherits.</summary>
public sealed class ClusterFaultsTests : IAsyncLifetime
{
    private const int Silos = 3;
    private const string Bought = "Order Completed";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly PersonId[] People = [.. Enumerable.Range(0, 30).Select(i => PersonId.Known($"person {i}"))];

    private readonly HostFixture _fixture = new() { MailboxCapacity = 1_024 };
    private readonly ClusterHostUnderTest _cluster;
    private readonly WorkspaceDriver _shop;

    public ClusterFaultsTests()
    {
        _cluster = new ClusterHostUnderTest(_fixture, Silos);
        _shop = new WorkspaceDriver(() => _cluster.HostOf(0), new WorkspaceId("shop"));
    }

    public async Task InitializeAsync()
    {
        await _cluster.StartAsync();
        await _shop.CreateAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_silo_that_is_killed_takes_nothing_with_it_that_was_answered()
    {
        await TrackAllAsync("before");

        await _cluster.Cluster.KillSiloAsync(_cluster.Cluster.Silos[2]);

        await TrackAllAsync("after");
        foreach (var person in People)
        {
            (await _shop.CountAsync(person, Bought)).ShouldBe(2);
        }
    }

    [Fact]
    public async Task Triggers_noted_on_a_silo_that_is_killed_fire_when_they_are_due()
    {
        await _shop.LaunchAsync("cart", CampaignDocuments.After("PT30M", Bought));
        await TrackAllAsync("added");

        await _cluster.Cluster.KillSiloAsync(_cluster.Cluster.Silos[1]);
        _fixture.Clock.Advance(Duration.FromMinutes(30));

        await AllShownAsync();
        _fixture.Streams.Told.OfType<StreamEvent.Presented>().Select(told => told.Message.Delivery).ShouldBeUnique();
    }

    [Fact]
    public async Task A_silo_that_joined_a_moment_ago_takes_no_campaign_for_deleted()
    {
        await _shop.LaunchAsync("cart", CampaignDocuments.After("PT30M", Bought));
        await TrackAllAsync("added");

        _cluster.IsNewcomer = true;
        var known = _cluster.Cluster.Silos.ToArray();
        await _cluster.Cluster.StartAdditionalSiloAsync();
        foreach (var silo in known)
        {
            await _cluster.Cluster.KillSiloAsync(silo);
        }

        _fixture.Clock.Advance(Duration.FromMinutes(30));

        await AllShownAsync();
    }

    [Fact]
    public async Task A_wake_up_that_comes_while_it_is_still_being_noted_costs_no_later_one()
    {
        await _shop.LaunchAsync("cart", CampaignDocuments.After("PT30M", Bought));
        var longAgo = _fixture.Clock.GetCurrentInstant() - Duration.FromHours(1);
        _cluster.OwnWrites.Hold();
        var before = People.Select(person => _shop.TrackAsync(person, "Looked", $"looked {person.Value}", longAgo)).ToArray();
        await _cluster.OwnWrites.HeldAsync().WaitAsync(Patience);

        // Their sessions were over before they began: they are woken at once.
        await Task.Delay(TimeSpan.FromSeconds(1));
        _cluster.OwnWrites.Release();
        await Task.WhenAll(before);

        await TrackAllAsync("added");
        _fixture.Clock.Advance(Duration.FromMinutes(30));

        await AllShownAsync();
    }

    [Fact]
    public async Task An_old_definition_does_not_take_the_place_of_a_newer_one()
    {
        await _shop.LaunchAsync("thanks", CampaignDocuments.At(Bought));
        var catalog = Catalog();
        var old = (await catalog.ReadAsync(0)).Entries;
        await _shop.StopAsync("thanks");
        var now = await catalog.ReadAsync(0);

        foreach (var entry in old)
        {
            await catalog.PublishAsync(entry);
        }

        (await catalog.ReadAsync(0)).Version.ShouldBe(now.Version);
    }

    [Fact]
    public async Task Nor_does_one_that_was_deleted_come_back_by_what_it_was_or_go_again_by_its_deletion()
    {
        await _shop.LaunchAsync("thanks", CampaignDocuments.At(Bought));
        var catalog = Catalog();
        var live = (await catalog.ReadAsync(0)).Entries;
        await _shop.StopAsync("thanks");
        await _shop.DeleteAsync("thanks");
        var deleted = (await catalog.ReadAsync(0)).Entries;
        await catalog.PublishAsync(live.Single(IsThanks));
        _cluster.HostOf(0).CatalogOf(_shop.Id)!.Campaigns.ShouldBeEmpty();

        await _shop.LaunchAsync("thanks", CampaignDocuments.At(Bought));
        await catalog.PublishAsync(deleted.Single(IsThanks));
        _cluster.HostOf(0).CatalogOf(_shop.Id)!.Campaigns.ShouldHaveSingleItem();

        static bool IsThanks(CatalogEntry entry) => entry.Actor.Contains("thanks", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_could_not_be_announced_is_told_before_any_other()
    {
        await _shop.LaunchAsync("other", CampaignDocuments.At(Bought));
        await _shop.LaunchAsync("thanks", CampaignDocuments.At(Bought));
        var other = (await Catalog().ReadAsync(0)).Entries.Single(entry => entry.Actor.Contains("other", StringComparison.Ordinal));

        // The definition is kept; that it is there is not.
        _cluster.OwnWrites.Refuse(writes: 1, after: 1);
        var stopped = await _shop.TryStopAsync("thanks");
        stopped.Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.Unavailable);
        await Catalog().PublishAsync(other);

        for (var silo = 0; silo < Silos; silo++)
        {
            _cluster.HostOf(silo).CatalogOf(_shop.Id)!.Campaigns[new CampaignId("thanks")].Snapshot.Status.ShouldBe(CampaignStatus.Stopped);
        }
    }

    [Fact]
    public async Task Wake_ups_that_could_not_be_written_while_somebody_was_woken_come_soon_all_the_same()
    {
        await _shop.LaunchAsync("cart", CampaignDocuments.After("PT30M", Bought));
        await TrackAllAsync("added");

        // Nobody can be woken: whoever has a turn is held before what it notes next.
        _cluster.OwnWrites.Hold();
        _fixture.Clock.Advance(Duration.FromMinutes(30));
        await _cluster.OwnWrites.HeldAsync().WaitAsync(Patience);
        _cluster.OwnWrites.Refuse(writes: 8);
        _cluster.OwnWrites.Release();

        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(8));
        await AllShownAsync(soon.Token);
    }

    [Fact]
    public async Task An_actor_that_somebody_else_wrote_meanwhile_answers_that_it_could_not_and_then_goes_by_what_is_kept()
    {
        await _shop.TrackAsync(People[0], Bought, "m1");
        _cluster.Overwrite();

        (await _shop.TrackAsync(People[0], Bought, "m2")).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.Unavailable);

        (await _shop.TrackAsync(People[0], Bought, "m2")).Taken.ShouldBeTrue();
        (await _shop.CountAsync(People[0], Bought)).ShouldBe(2);
    }

    [Fact]
    public async Task A_silo_that_was_not_told_of_a_definition_learns_it_from_the_command_that_needs_it()
    {
        await _shop.LaunchAsync("thanks", CampaignDocuments.At(Bought));
        foreach (var silo in _cluster.Cluster.Silos.Skip(1))
        {
            await silo.ServiceProvider.GetRequiredService<ClusterCatalogs>().StopAsync(CancellationToken.None);
        }

        await _shop.StopAsync("thanks");
        await TrackAllAsync("m1");

        foreach (var person in People)
        {
            (await _shop.ShownAsync(person)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Who_watches_a_person_whose_actor_was_lost_is_told_to_read_the_queue()
    {
        var directory = _cluster.Cluster.Silos[0].ServiceProvider.GetRequiredService<IStreamDirectory>();
        foreach (var person in People)
        {
            await directory.AnnounceAsync(_shop.Id, person, CancellationToken.None);
        }

        await _cluster.EvictAsync();

        using var deadline = new CancellationTokenSource(Patience);
        await Task.WhenAll(People.Select(person => _fixture.Streams.WaitForAsync<StreamEvent.Resynced>(told => told.Person == person, deadline.Token)));
    }

    [Fact]
    public async Task While_actors_cannot_be_loaded_nothing_is_taken_and_afterwards_who_watches_is_told()
    {
        var directory = _cluster.Cluster.Silos[0].ServiceProvider.GetRequiredService<IStreamDirectory>();
        foreach (var person in People)
        {
            await directory.AnnounceAsync(_shop.Id, person, CancellationToken.None);
        }

        _cluster.IsStorageAway = true;
        await _cluster.EvictAsync();
        using var deadline = new CancellationTokenSource(Patience);
        while ((await _shop.TrackAsync(People[0], Bought, "m1")).Refusal is not { } refusal || refusal.Code != Refusal.Unavailable)
        {
            await Task.Delay(100, deadline.Token);
        }

        // Long enough for every stream to be announced in vain.
        await Task.Delay(TimeSpan.FromSeconds(2), deadline.Token);
        _cluster.IsStorageAway = false;

        await Task.WhenAll(People.Select(person => _fixture.Streams.WaitForAsync<StreamEvent.Resynced>(told => told.Person == person, deadline.Token)));
        (await _shop.TrackAsync(People[0], Bought, "m1")).Taken.ShouldBeTrue();
    }

    private ICatalogGrain Catalog() =>
        _cluster.Cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<ICatalogGrain>(GrainKeys.Of(_shop.Id));

    private async Task AllShownAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await AllShownAsync(deadline.Token);
    }

    private async Task AllShownAsync(CancellationToken deadline)
    {
        foreach (var person in People)
        {
            var shown = _fixture.Streams.WaitForAsync<StreamEvent.Presented>(told => told.Person == person, deadline);
            while (!shown.IsCompleted)
            {
                // Whoever could not be woken at once is woken a second later, by this clock.
                _fixture.Clock.Advance(Duration.FromMilliseconds(100));
                await Task.WhenAny(shown, Task.Delay(20, deadline));
            }

            await shown;
        }
    }

    private async Task TrackAllAsync(string salt)
    {
        foreach (var person in People)
        {
            // As a client does, which cannot know whether it was taken: again, under the same message id.
            var tries = 0;
            while (!(await _shop.TrackAsync(person, Bought, $"{salt} {person.Value}")).Taken)
            {
                (++tries).ShouldBeLessThan(100);
                await Task.Delay(100);
            }
        }
    }
}
