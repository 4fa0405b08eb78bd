using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Targeting;
using Engagement.Core.Tests.Users;
using Engagement.Core.Workspaces;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Catalogs;

/// <summary>The index gives exactly what asking every campaign in turn would give, for any catalog and any event.</summary>
public sealed class MatchingTests
{
    [Fact]
    public void MatchTriggers_WithFewCampaigns_IsTheLinearScan() => IsTheLinearScan(campaigns: 4, events: 20);

    [Fact]
    public void MatchTriggers_WithSomeCampaigns_IsTheLinearScan() => IsTheLinearScan(campaigns: 30, events: 20);

    [Fact]
    public void MatchTriggers_WithManyCampaigns_IsTheLinearScan() => IsTheLinearScan(campaigns: 120, events: 10);

    // Enough for rows that are kept as differences from others.
    [Fact]
    public void MatchTriggers_WithThousandsOfCampaigns_IsTheLinearScan() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3),
        Prop.ForAll(
            (from definitions in Wheres.Definitions(2_500) from properties in Wheres.Events.ListOf(200) select (definitions, properties)).ToArbitrary(),
            given => AllAgree(given.definitions, given.properties)));

    [Fact]
    public void MatchTriggers_WhenPropertiesAreTheInternedOnesInOrder_IsTheLinearScan() => Property.Holds(
        from definitions in Wheres.Definitions(40) from properties in Wheres.Events.ListOf(10) select (definitions, properties),
        given =>
        {
            var catalog = Compile(given.definitions);
            var interest = catalog.Interest.Find(Wheres.Event);
            foreach (var properties in given.properties)
            {
                var captured = (interest is null ? [] : interest.Paths.ToArray())
                    .Select(path => new Captured(path, properties[path])).Where(one => !one.Value.IsMissing);
                Agrees(catalog, given.definitions, new EventProperties([.. captured]));
            }
        });

    [Fact]
    public void MatchTriggers_WhenThereAreMorePropertiesThanUsual_IsTheLinearScan()
    {
        var definitions = Enumerable.Range(0, 700).Select(number => Make.Campaign($"{number:D3}", Wheres.Event) with
        {
            Triggers = [Make.On(Wheres.Event, new Condition.Property($"p{number}", new Test(Operator.Eq, Value.Of(number % 2))))],
        }).ToArray();
        var properties = new EventProperties([.. Enumerable.Range(0, 700).Select(number => new Captured($"p{number}", Value.Of(number % 3)))]);
        Agrees(Compile(definitions), definitions, properties);
    }

    [Fact]
    public void MatchTriggers_WhenMoreCampaignsThanFitOnTheStack_IsTheLinearScan()
    {
        var definitions = Enumerable.Range(0, 17_000).Select(number => Make.Campaign($"{number:D5}", Wheres.Event) with
        {
            Triggers = [Make.On(Wheres.Event, new Condition.Property("n", new Test(number % 2 == 0 ? Operator.Eq : Operator.Gt, Value.Of(number))))],
        }).ToArray();
        var catalog = Compile(definitions);
        foreach (var number in (int[])[-1, 0, 1, 2, 8_000, 16_999, 17_000])
        {
            Agrees(catalog, definitions, Snapshots.Properties(("n", Value.Of(number))));
        }
    }

    [Fact]
    public void MatchTriggers_OnceTheListHasGrown_AllocatesNothing()
    {
        var definitions = Wheres.Definitions(300).Sample(1).Single();
        var catalog = Compile(definitions);
        var events = Wheres.Events.Sample(200).ToArray();
        var into = new List<CompiledCampaign>(definitions.Length);
        // Patterns build what they need of their automata as they meet texts, and allocate until the runtime has compiled them for good.
        SpinWait.SpinUntil(() => AllocatedBy(() => MatchAll(catalog, events, into)) == 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    private static long AllocatedBy(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void MatchAll(Catalog catalog, EventProperties[] events, List<CompiledCampaign> into)
    {
        foreach (var properties in events)
        {
            into.Clear();
            catalog.MatchTriggers(Wheres.Event, properties, into);
        }
    }

    private static void IsTheLinearScan(int campaigns, int events) => Property.Holds(
        from definitions in Wheres.Definitions(campaigns) from properties in Wheres.Events.ListOf(events) select (definitions, properties),
        given => AllAgree(given.definitions, given.properties));

    private static void AllAgree(CampaignDefinition[] definitions, IEnumerable<EventProperties> events)
    {
        var catalog = Compile(definitions);
        foreach (var properties in events)
        {
            Agrees(catalog, definitions, properties);
        }
    }

    private static void Agrees(Catalog catalog, CampaignDefinition[] definitions, EventProperties properties)
    {
        var matches = new List<CompiledCampaign>();
        catalog.MatchTriggers(Wheres.Event, properties, matches);
        var expected = definitions.Where(definition => definition.Triggers.Any(trigger => Conditions.Holds(trigger, Wheres.Event, properties)));
        matches.Select(match => match.Definition.Name).ShouldBe(expected.Select(definition => definition.Name));
    }

    private static Catalog Compile(CampaignDefinition[] definitions) => Catalog.Compile(
        1,
        new WorkspaceSnapshot(new WorkspaceId("shop"), 1, WorkspaceSettings.Default, "{}", [], null),
        definitions.Select(definition => Snapshots.Of((definition, CampaignStatus.Live))));
}
