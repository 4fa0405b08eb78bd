using System.Text;
using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;
using Engagement.Core.Tests.Users;
using Engagement.Core.Workspaces;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Catalogs;

public sealed class CatalogTests
{
    private static readonly CampaignDefinition Cart = Make.Campaign("cart") with
    {
        Triggers = [Make.On("Product Added", Price(Operator.Gt, 100)), Make.On("Product Added", Price(Operator.Gt, 50)), Make.On("Cart Viewed")],
        Exceptions = [Make.On("Order Completed", new Condition.Property("total.amount", new Test(Operator.Gt, Value.Of(0))))],
        Goal = new Goal(Make.On("Order Completed"), Duration.FromDays(3), "total.value"),
        Audience = new Condition.Not(new Condition.Count("Support Asked", Operator.Gte, 1, 30)),
        Variants = [new Variant("only", 1, Make.Modal(Make.Hole("event.properties.name")))],
    };

    [Fact]
    public void Compile_WhenNothingIsDefined_MatchesNothing()
    {
        var catalog = Catalog.Empty(new WorkspaceId("shop"));
        Triggered(catalog, "Product Added").ShouldBeEmpty();
        catalog.Mentions("Product Added").ShouldBeFalse();
        catalog.Interest.Find("Product Added").ShouldBeNull();
        (catalog.Version, catalog.Workspace.Id, catalog.Settings).ShouldBe((0, new WorkspaceId("shop"), WorkspaceSettings.Default));
    }

    [Fact]
    public void Compile_WhenSettingsNameAZone_KeepsIt()
    {
        var workspace = new WorkspaceSnapshot(new WorkspaceId("shop"), 1, new WorkspaceSettings { Zone = "Asia/Tehran" }, "{}", [], null);
        Catalog.Compile(1, workspace, []).Zone.Id.ShouldBe("Asia/Tehran");
    }

    [Theory]
    [InlineData(CampaignStatus.Draft, false, false)]
    [InlineData(CampaignStatus.Live, true, true)]
    [InlineData(CampaignStatus.Paused, false, true)]
    [InlineData(CampaignStatus.Stopped, false, true)]
    public void Match_ByStatus_StartsOnlyWhatIsLiveAndEndsAllButDrafts(CampaignStatus status, bool starts, bool ends)
    {
        var catalog = Compile((Cart, status));
        Triggered(catalog, "Cart Viewed").Count.ShouldBe(starts ? 1 : 0);
        Excepted(catalog, "Order Completed", ("total.amount", Value.Of(1))).Count.ShouldBe(ends ? 1 : 0);
        Goals(catalog, "Order Completed").Count.ShouldBe(ends ? 1 : 0);
        catalog.Campaigns[new CampaignId("cart")].IsLive.ShouldBe(starts);
    }

    [Fact]
    public void Match_WhenSeveralTriggersHold_GivesTheCampaignOnce()
    {
        Triggered(Compile((Cart, CampaignStatus.Live)), "Product Added", ("price", Value.Of(200))).ShouldBe(["cart"]);
        Triggered(Compile((Cart, CampaignStatus.Live)), "Product Added", ("price", Value.Of(60))).ShouldBe(["cart"]);
        Triggered(Compile((Cart, CampaignStatus.Live)), "Product Added", ("price", Value.Of(50))).ShouldBeEmpty();
        Triggered(Compile((Cart, CampaignStatus.Live)), "product added", ("price", Value.Of(200))).ShouldBeEmpty();
    }

    [Fact]
    public void Match_WhenTheListIsInUse_AddsToIt()
    {
        var catalog = Compile((Cart, CampaignStatus.Live));
        var into = new List<CompiledCampaign>();
        catalog.MatchTriggers("Cart Viewed", default, into);
        catalog.MatchTriggers("Cart Viewed", default, into);
        into.Count.ShouldBe(2);
    }

    [Fact]
    public void Match_WhateverTheOrderOfCampaigns_GivesThemById()
    {
        var catalog = Compile([.. new[] { "d", "a", "c", "e", "b", "f" }.Select(id => (Make.Campaign(id), CampaignStatus.Live))]);
        Triggered(catalog, "Product Added").ShouldBe(["a", "b", "c", "d", "e", "f"]);
    }

    [Fact]
    public void Interest_HasTheNamesAndPropertiesThatRulesRead()
    {
        var catalog = Compile((Cart, CampaignStatus.Live));
        Paths(catalog, "Product Added").ShouldBe(["name", "price"]);
        Paths(catalog, "Cart Viewed").ShouldBe(["name"]);
        Paths(catalog, "Order Completed").ShouldBe(["total.amount", "total.value"]);
        Paths(catalog, "Support Asked").ShouldBeEmpty();
        catalog.Mentions("Support Asked").ShouldBeTrue();
        catalog.Interest.Events.Count.ShouldBe(4);
        catalog.Interest.Find("Anything Else").ShouldBeNull();
    }

    [Fact]
    public void Interest_WhenACampaignIsADraftOrStopped_StillReadsForIt()
    {
        Paths(Compile((Cart, CampaignStatus.Draft)), "Product Added").ShouldBe(["name", "price"]);
        Paths(Compile((Cart, CampaignStatus.Stopped)), "Order Completed").ShouldBe(["total.amount", "total.value"]);
    }

    [Fact]
    public void Interest_WhenAskedInUtf8_GivesTheOneNameWithoutAllocating()
    {
        var catalog = Compile((Make.Campaign("a", "سفارش"), CampaignStatus.Live));
        var name = Encoding.UTF8.GetBytes("سفارش");
        var first = catalog.Interest.Find(name).ShouldNotBeNull();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var again = catalog.Interest.Find(name);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        ReferenceEquals(first.Name, again!.Name).ShouldBeTrue();
        first.Name.ShouldBe("سفارش");
    }

    [Fact]
    public void Properties_WhenPathsShareSteps_AreATree()
    {
        var definition = Make.Campaign("a") with
        {
            Triggers = [Make.On("A", new Condition.All([Exists("x"), Exists("x.y"), Exists("x.z.w"), Exists("x-y"), Exists("v")]))],
        };
        var interest = Compile((definition, CampaignStatus.Live)).Interest.Find("A")!;
        interest.Paths.ToArray().ShouldBe(["v", "x", "x-y", "x.y", "x.z.w"]);
        Describe(interest.Properties).ShouldBe("v=0 x=1(y=3 z(w=4)) x-y=2");
    }

    private static string Describe(PropertyStep[] steps) => string.Join(' ', steps.Select(step =>
    {
        (step.Path is null).ShouldBe(step.Index < 0);
        var inside = step.Members.Length > 0 ? $"({Describe(step.Members)})" : string.Empty;
        return $"{Encoding.UTF8.GetString(step.Utf8Name)}{(step.Index < 0 ? string.Empty : $"={step.Index}")}{inside}";
    }));

    private static Condition Exists(string path) => new Condition.Property(path, new Test(Operator.Exists, Value.Missing));

    private static Condition.Property Price(Operator @operator, double price) => new("price", new Test(@operator, Value.Of(price)));

    private static string[] Paths(Catalog catalog, string name) => catalog.Interest.Find(name).ShouldNotBeNull().Paths.ToArray();

    private static Catalog Compile(params (CampaignDefinition Definition, CampaignStatus Status)[] campaigns) => Catalog.Compile(
        1, new WorkspaceSnapshot(new WorkspaceId("shop"), 1, WorkspaceSettings.Default, "{}", [], null), campaigns.Select(Snapshots.Of));

    private static List<string> Triggered(Catalog catalog, string name, params (string, Value)[] properties)
    {
        var into = new List<CompiledCampaign>();
        catalog.MatchTriggers(name, Snapshots.Properties(properties), into);
        return into.ConvertAll(campaign => campaign.Id.Value);
    }

    private static List<string> Excepted(Catalog catalog, string name, params (string, Value)[] properties)
    {
        var into = new List<CompiledCampaign>();
        catalog.MatchExceptions(name, Snapshots.Properties(properties), into);
        return into.ConvertAll(campaign => campaign.Id.Value);
    }

    private static List<string> Goals(Catalog catalog, string name)
    {
        var into = new List<CompiledCampaign>();
        catalog.MatchGoals(name, default, into);
        return into.ConvertAll(campaign => campaign.Id.Value);
    }
}
