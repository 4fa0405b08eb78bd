using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Testing.InApp;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

public abstract partial class ActorHostSpecification
{
    [Fact]
    public async Task A_campaign_launched_is_in_force_for_the_next_event()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));

        await Shop.TrackAsync(Ada, Bought, "m1");

        (await Shop.ShownAsync(Ada)).ShouldBe(1);
        await WaitUntilShownAsync(Ada);
    }

    [Fact]
    public async Task A_campaign_stopped_says_nothing_at_the_next_event()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));

        await Shop.StopAsync(Cart);
        await Shop.TrackAsync(Ada, Bought, "m1");

        (await Shop.ShownAsync(Ada)).ShouldBe(0);
    }

    [Fact]
    public async Task Campaigns_are_in_force_after_a_crash()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));

        await CrashAndRestartAsync();
        await Shop.TrackAsync(Ada, Bought, "m1");

        (await Shop.ShownAsync(Ada)).ShouldBe(1);
    }

    [Fact]
    public async Task Stopping_a_campaign_takes_its_messages_from_those_who_watch()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));
        Fixture.Streams.Open(Shop.Id, Ada);
        await Shop.TrackAsync(Ada, Bought, "m1");

        await Shop.StopAsync(Cart);

        await Fixture.Streams.WaitForAsync<StreamEvent.Recalled>(told => told.Person == Ada, Deadline);
        (await Shop.ShownAsync(Ada)).ShouldBe(0);
    }

    [Fact]
    public async Task Keys_are_found_until_they_are_revoked_also_after_a_restart()
    {
        var key = new ApiKey("front", KeyKind.Write, "hash of the key", [], Host.Now, RevokedAt: null);
        await Host.AskAsync(ActorKey.Of(Shop.Id), new WorkspaceCommand.AddKey(key), default);
        Host.FindKey(key.Hash).ShouldNotBeNull().Workspace.ShouldBe(Shop.Id);

        await RestartAsync();
        Host.FindKey(key.Hash).ShouldNotBeNull().Key.ShouldBe(key);

        await Host.AskAsync(ActorKey.Of(Shop.Id), new WorkspaceCommand.RevokeKey(key.Id), default);
        Host.FindKey(key.Hash).ShouldBeNull();
        await RestartAsync();
        Host.FindKey(key.Hash).ShouldBeNull();
    }

    [Fact]
    public async Task Two_workspaces_with_equal_user_ids_do_not_see_each_other()
    {
        var other = await CreateWorkspaceAsync("other shop");
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));

        await other.TrackAsync(Ada, Bought, "m1");
        await other.TrackAsync(Ada, Bought, "m2");
        await Shop.TrackAsync(Ada, Bought, "m1");

        (await other.CountAsync(Ada, Bought)).ShouldBe(2);
        (await other.ShownAsync(Ada)).ShouldBe(0);
        (await Shop.CountAsync(Ada, Bought)).ShouldBe(1);
        (await Shop.ShownAsync(Ada)).ShouldBe(1);
        Host.Workspaces.ShouldBe([Shop.Id, other.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task A_known_and_an_anonymous_person_of_the_same_text_are_two()
    {
        await Shop.TrackAsync(PersonId.Known("x"), Bought, "m1");

        (await Shop.CountAsync(PersonId.Anonymous("x"), Bought)).ShouldBe(0);
    }

    [Fact]
    public async Task An_erased_person_stays_erased()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.After("PT30M", Added));
        await Shop.TrackAsync(Ada, Added, "m1");

        (await Shop.AskAsync(Ada, new UserCommand.Erase())).Taken.ShouldBeTrue();
        await CrashAndRestartAsync();

        (await Shop.TrackAsync(Ada, Added, "m2")).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.Erased);
        await PassAsync(HalfAnHour + HalfAnHour, Ada);
        var profile = await Shop.ProfileAsync(Ada);
        profile.ErasedAt.ShouldNotBeNull();
        profile.Events.ShouldBeEmpty();
        Fixture.Streams.Told.OfType<StreamEvent.Presented>().ShouldBeEmpty();
    }

    [Fact]
    public async Task There_is_no_catalog_of_a_workspace_that_was_not_created()
    {
        await Shop.TrackAsync(Ada, Bought, "m1");

        Host.CatalogOf(new WorkspaceId("nobody's")).ShouldBeNull();
    }
}
