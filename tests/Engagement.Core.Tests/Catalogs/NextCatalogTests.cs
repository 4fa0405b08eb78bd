using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;
using Engagement.Core.Tests.Users;
using Engagement.Core.Workspaces;
using Engagement.Testing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Catalogs;

/// <summary>A catalog made from the one before it is the catalog made from nothing.</summary>
public sealed class NextCatalogTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly WorkspaceSnapshot Workspace = new(new WorkspaceId("shop"), 1, WorkspaceSettings.Default, "{}", [], null);

    private delegate void Match(string name, in EventProperties properties, List<CompiledCampaign> into);

    [Fact]
    public void Next_AfterAnyChanges_IsWhatCompilingAnewMakes()
    {
        for (var seed = 0; seed < PropertyCases.Count; seed++)
        {
            var random = new System.Random(seed);
            var campaigns = new Dictionary<CampaignId, CampaignSnapshot>();
            var catalog = Catalog.Empty(Workspace.Id);
            for (var version = 1; version <= 20; version++)
            {
                Change(campaigns, random, version);

                catalog = catalog.Next(version, Workspace, campaigns.Values);

                Describe(catalog).ShouldBe(Describe(Catalog.Compile(version, Workspace, campaigns.Values)), $"seed {seed}, version {version}");
            }
        }
    }

    [Fact]
    public void Next_WhenOneCampaignChanged_KeepsTheOthersAndWhatTheirEventsMean()
    {
        var (cart, offer) = (Snapshot("cart", "Product Added", CampaignStatus.Live), Snapshot("offer", "Order Completed", CampaignStatus.Live));
        var before = Catalog.Compile(1, Workspace, [cart, offer]);

        var after = before.Next(2, Workspace, [cart with { Version = 2, Status = CampaignStatus.Paused }, offer]);

        after.Campaigns[offer.Id].ShouldBeSameAs(before.Campaigns[offer.Id]);
        after.Interest.Find("Order Completed").ShouldNotBeNull().ShouldBeSameAs(before.Interest.Find("Order Completed"));
        Triggered(after, "Product Added").ShouldBeEmpty();
        Triggered(before, "Product Added").ShouldBe(["cart"]);
    }

    private static void Change(Dictionary<CampaignId, CampaignSnapshot> campaigns, System.Random random, int version)
    {
        string Any() => Names[random.Next(Names.Length)];
        var id = $"campaign {random.Next(6)}";
        if (random.Next(5) == 0)
        {
            campaigns.Remove(new CampaignId(id));
            return;
        }

        var snapshot = Snapshot(id, Any(), (CampaignStatus)random.Next(4));
        campaigns[snapshot.Id] = snapshot with
        {
            Version = version,
            Definition = snapshot.Definition with
            {
                Exceptions = [Make.On(Any())],
                Goal = random.Next(2) == 0 ? new Goal(Make.On(Any()), Duration.FromDays(1), Any()) : null,
                Audience = new Condition.Count(Any(), Operator.Gte, 1, null),
            },
        };
    }

    private static CampaignSnapshot Snapshot(string id, string trigger, CampaignStatus status) =>
        new(new CampaignId(id), 1, status, "{}", Make.Campaign(id, trigger), Start, Start, Start);

    private static string Describe(Catalog catalog) => string.Join('\n', Names.Select(name =>
        $"{name} {catalog.Mentions(name)} [{string.Join(' ', catalog.Interest.Find(name)?.Paths.ToArray() ?? [])}]"
        + $" {string.Join(' ', Triggered(catalog, name))}"
        + $" | {string.Join(' ', Matches(catalog.MatchExceptions, name))} | {string.Join(' ', Matches(catalog.MatchGoals, name))}"));

    private static string[] Triggered(Catalog catalog, string name) => Matches(catalog.MatchTriggers, name);

    private static string[] Matches(Match match, string name)
    {
        var into = new List<CompiledCampaign>();
        match(name, default, into);
        return [.. into.Select(campaign => campaign.Id.Value)];
    }
}
