using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Workspaces;
using Engagement.Runtime.Catalogs;
using Engagement.Testing.Specifications;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Runtime.Tests.Catalogs;

public sealed class CatalogDirectoryTests
{
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly CampaignId Cart = new("cart");
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly ApiKey Front = new("front", KeyKind.Write, "aa11", [], Start, RevokedAt: null);

    private readonly CatalogDirectory _catalogs = new();

    [Fact]
    public void A_workspace_that_was_never_published_has_no_catalog_but_turns_there_can_be_decided()
    {
        _catalogs.CatalogOf(Shop).ShouldBeNull();
        _catalogs.CatalogForTurn(Shop).Campaigns.ShouldBeEmpty();
        _catalogs.Workspaces.ShouldBeEmpty();
    }

    [Fact]
    public void A_campaign_told_of_before_its_workspace_is_in_the_catalog_once_the_workspace_is_known()
    {
        _catalogs.Publish(Shop, Cart, Campaign(1));
        _catalogs.CatalogOf(Shop).ShouldBeNull();

        _catalogs.Publish(Workspace(1));

        _catalogs.CatalogOf(Shop).ShouldNotBeNull().Campaigns.Keys.ShouldBe([Cart]);
        _catalogs.Workspaces.ShouldBe([Shop]);
    }

    [Fact]
    public void Every_change_makes_another_catalog_of_a_higher_version_and_leaves_the_old_one_as_it_was()
    {
        _catalogs.Publish(Workspace(1));
        var before = _catalogs.CatalogOf(Shop).ShouldNotBeNull();

        _catalogs.Publish(Shop, Cart, Campaign(1));

        before.Campaigns.ShouldBeEmpty();
        _catalogs.CatalogOf(Shop).ShouldNotBeNull().Version.ShouldBeGreaterThan(before.Version);
    }

    [Fact]
    public void What_is_older_than_what_is_known_changes_nothing()
    {
        _catalogs.Publish(Workspace(2, Front));
        _catalogs.Publish(Shop, Cart, Campaign(5, CampaignStatus.Live));
        var before = _catalogs.CatalogOf(Shop);

        _catalogs.Publish(Shop, Cart, Campaign(4, CampaignStatus.Stopped)).ShouldBeFalse();
        _catalogs.Publish(Workspace(1));

        _catalogs.CatalogOf(Shop).ShouldBeSameAs(before);
        _catalogs.FindKey(Front.Hash).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(CampaignStatus.Live, false)]
    [InlineData(CampaignStatus.Paused, false)]
    [InlineData(CampaignStatus.Stopped, true)]
    public void Only_a_campaign_that_was_stopped_may_have_messages_to_take_back(CampaignStatus status, bool expected)
    {
        _catalogs.Publish(Workspace(1));
        _catalogs.Publish(Shop, Cart, Campaign(1));

        _catalogs.Publish(Shop, Cart, Campaign(2, status)).ShouldBe(expected);
    }

    [Fact]
    public void A_deleted_campaign_is_gone()
    {
        _catalogs.Publish(Workspace(1));
        _catalogs.Publish(Shop, Cart, Campaign(1));

        _catalogs.Publish(Shop, Cart, snapshot: null).ShouldBeTrue();

        _catalogs.CatalogOf(Shop).ShouldNotBeNull().Campaigns.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_is_found_until_it_is_revoked_or_gone()
    {
        var back = Front with { Id = "back", Hash = "bb22" };
        _catalogs.Publish(Workspace(1, Front, back));
        _catalogs.FindKey("aa11").ShouldNotBeNull().Key.ShouldBe(Front);
        _catalogs.FindKey("bb22").ShouldNotBeNull().Workspace.ShouldBe(Shop);

        _catalogs.Publish(Workspace(2, Front with { RevokedAt = Start }));

        _catalogs.FindKey("aa11").ShouldBeNull();
        _catalogs.FindKey("bb22").ShouldBeNull();
        _catalogs.FindKey("cc33").ShouldBeNull();
    }

    private static WorkspaceSnapshot Workspace(long version, params ApiKey[] keys) =>
        new(Shop, version, WorkspaceSettings.Default, "{}", ValueList.From(keys), null);

    private static CampaignSnapshot Campaign(long version, CampaignStatus status = CampaignStatus.Draft)
    {
        var document = CampaignDocuments.At("Order Completed");
        return new(Cart, version, status, document, CampaignDocuments.Read(document), Start, Start, LaunchedAt: null);
    }
}
