using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.ReadModels.Tests.Worlds;
using Engagement.Runtime.ReadSide;
using NodaTime;
using Engagement.Testing.Specifications;
using Shouldly;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Specifications;

public abstract class ResultsSpecification : ReadModelsSpecification
{
    private protected ResultsSpecification(IWorlds worlds)
        : base(worlds)
    {
    }

    [SpecificationFact]
    public async Task Each_count_is_counted_once_under_its_variant()
    {
        await using var world = await StartAsync();
        world.Feed.Write(
            Key(Ada),
            Sent("d1"), Sent("d2", "plain"), Receipt(ReceiptKind.Delivered, "d1"), Receipt(ReceiptKind.Shown, "d1"),
            Receipt(ReceiptKind.Shown, "d1", first: false), Receipt(ReceiptKind.Clicked, "d1"), Receipt(ReceiptKind.Dismissed, "d1"),
            Receipt(ReceiptKind.Answered, "d1"), Receipt(ReceiptKind.Failed, "d2", "plain"), Recalled("d2", "plain"), Converted("d1", 12.5));

        var results = await world.ResultsAsync(Cart);

        results.Totals.ShouldBe(
            new ResultCounts
            {
                Sent = 2,
                Delivered = 1,
                Shown = 1,
                Clicked = 1,
                Dismissed = 1,
                Answered = 1,
                Failed = 1,
                Recalled = 1,
                Converted = 1,
                Value = 12.5,
                Suppressed = results.Totals.Suppressed,
            });
        results.Totals.Suppressed.ShouldBeEmpty();
        results.Variants.Select(variant => (variant.Id, variant.Counts.Sent, variant.Counts.Shown, variant.Counts.Failed))
            .ShouldBe([("picture", 1, 1, 0), ("plain", 1, 0, 1)]);
    }

    [SpecificationFact]
    public async Task What_was_dropped_or_lost_is_suppressed_by_its_rule_and_what_is_held_is_not()
    {
        await using var world = await StartAsync();
        world.Feed.Write(
            Key(Ada),
            Decided(Verdict.Held, Rule.Delay), Decided(Verdict.Dropped, Rule.Cap("three-a-day")), Decided(Verdict.Dropped, Rule.Cap("three-a-day")),
            Decided(Verdict.Lost, Rule.Priority), Decided(Verdict.Held, Rule.QuietHours));

        var results = await world.ResultsAsync(Cart);

        results.Totals.Suppressed.ShouldBe(new Dictionary<string, long> { ["cap:three-a-day"] = 2, ["priority"] = 1 }, ignoreOrder: true);
        results.Totals.Sent.ShouldBe(0);
        results.Variants.ShouldBeEmpty();
    }

    [SpecificationFact]
    public async Task A_range_takes_in_every_hour_it_touches()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), [.. Enumerable.Range(0, 6).Select(hour => Sent($"d{hour}", minutes: hour * 60))]);

        var results = await world.ResultsAsync(Cart, new ResultsQuery(At(90), At(190), SeriesStep.Hour));

        results.Totals.Sent.ShouldBe(3);
        results.Series.Select(point => (point.From, point.Variant, point.Counts.Sent))
            .ShouldBe([(At(60), null, 1), (At(120), null, 1), (At(180), null, 1)]);
        (await world.ResultsAsync(Cart, new ResultsQuery(At(60), At(120), SeriesStep.None))).Totals.Sent.ShouldBe(1);
    }

    [SpecificationFact]
    public async Task A_series_by_day_and_variant_adds_up_to_the_totals()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), [.. Enumerable.Range(0, 100).Select(i => Sent($"d{i}", i % 3 == 0 ? "picture" : "plain", minutes: i * 60))]);
        world.Feed.Write(Key(Ada), [.. Enumerable.Range(0, 50).Select(i => Decided(Verdict.Dropped, Rule.Audience, minutes: i * 60))]);

        var results = await world.ResultsAsync(Cart, new ResultsQuery(From: null, To: null, SeriesStep.Day, ByVariant: true));

        results.Totals.Sent.ShouldBe(100);
        results.Variants.Sum(variant => variant.Counts.Sent).ShouldBe(100);
        results.Series.Sum(point => point.Counts.Sent).ShouldBe(100);
        results.Series.Sum(point => point.Counts.Suppressed.GetValueOrDefault(Rule.Audience)).ShouldBe(50);
        results.Series.Select(point => point.From).ShouldAllBe(from => (from - Instant.FromUnixTimeSeconds(0)).TotalHours % 24 == 0);
        results.Series.Select(point => (point.From, point.Variant)).ShouldBeUnique();
    }

    [SpecificationFact]
    public async Task What_the_control_group_does_is_its_own_and_not_in_the_totals()
    {
        await using var world = await StartAsync();
        var control = new Fact.Decided(new Trace(Cart, Verdict.Dropped, Rule.Experiment, 1, Noon, Variant: "control"));
        world.Feed.Write(Key(Ada), Sent("d1"), Converted("d1", 10), control, Converted("d2", 7, "control"));

        var results = await world.ResultsAsync(Cart, new ResultsQuery(From: null, To: null, SeriesStep.Hour));

        (results.Totals.Converted, results.Totals.Value).ShouldBe((1, 10));
        results.Totals.Suppressed[Rule.Experiment].ShouldBe(1);
        results.Series.Single().Counts.Converted.ShouldBe(1);
        results.Variants.Single(variant => variant.Id == "control").Counts.Converted.ShouldBe(1);
    }

    [SpecificationFact]
    public async Task Campaigns_and_workspaces_do_not_mix()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), Sent("d1"), Sent("d2", campaign: Welcome));
        world.Feed.Write(ActorKey.Of(new WorkspaceId("other"), Ada), Sent("d3"), Event("Secret"));
        world.Feed.Write(ActorKey.Of(World.Shop, Cart), Launched());

        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(1);
        (await world.ResultsAsync(Welcome)).Totals.Sent.ShouldBe(1);
        (await world.ResultsAsync(new CampaignId("none"))).Totals.Sent.ShouldBe(0);
        (await world.TimelineAsync(Ada)).ShouldNotContain("event Secret");
    }
}
