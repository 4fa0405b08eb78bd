using Dapper;
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

public abstract class UpkeepSpecification : ReadModelsSpecification
{
    private protected UpkeepSpecification(IWorlds worlds)
        : base(worlds)
    {
    }

    private const int Later = 100 * 24 * 60;

    private static readonly Fact Answer = new Fact.ReceiptTaken(
        At(4), new DeliveryId("d1"), Cart, "picture", ReceiptKind.Answered, "send", "I live in Bergen", "a reason", First: true);

    [SpecificationFact]
    public async Task Facts_past_their_retention_are_forgotten_and_what_they_counted_is_not()
    {
        await using var world = await NewAsync();
        TakeIn(world, Noon, Key(Ada), Event("Login"), Sent("d1"));
        TakeIn(world, At(Later), Key(Ada), Event("kept while off line", 60), Event("Logout", Later), Sent("d2", minutes: Later));

        Upkeep(world, keepSince: At(Later - 60));
        await world.RestartAsync();

        (await world.TimelineAsync(Ada)).ShouldBe(["decision abandoned-cart", "event Logout"]);
        (await world.DecisionsAsync(Ada)).Count.ShouldBe(1);
        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(2);
        await using var facts = world.PeekArchive();
        facts.ExecuteScalar<int>("SELECT count(*) FROM batches").ShouldBe(1);
    }

    [SpecificationFact]
    public async Task A_rebuild_keeps_the_results_of_forgotten_facts_and_counts_none_twice()
    {
        await using var world = await NewAsync();
        TakeIn(world, Noon, Key(Visitor), Event("Product Viewed"), Sent("d1"), Decided(Verdict.Dropped, Rule.Audience));
        TakeIn(world, Noon, Key(Ada), Joined(Visitor));
        TakeIn(world, At(Later), Key(Visitor), Sent("told late", minutes: 5), Sent("d2", minutes: Later), Decided(Verdict.Dropped, Rule.Audience, Later));
        Upkeep(world, keepSince: At(Later - 60));
        await world.RestartAsync();
        var before = await AnswersAsync(world);

        await world.Projector.RebuildAsync(CancellationToken.None);

        (await AnswersAsync(world)).ShouldBe(before);
        (await world.ResultsAsync(Cart)).Totals.ShouldSatisfyAllConditions(
            totals => totals.Sent.ShouldBe(3), totals => totals.Suppressed[Rule.Audience].ShouldBe(2));
        world.Feed.Write(Key(Ada), Sent("told very late", minutes: 5));
        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(4);
    }

    [SpecificationFact]
    public async Task A_rebuild_when_every_fact_is_forgotten_comes_to_its_end()
    {
        await using var world = await NewAsync();
        TakeIn(world, Noon, Key(Ada), Sent("d1"));
        Upkeep(world, keepSince: At(Later));
        await world.RestartAsync();

        await world.Projector.RebuildAsync(CancellationToken.None);

        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(1);
        (await world.TimelineAsync(Ada)).ShouldBeEmpty();
    }

    [SpecificationFact]
    public async Task Nothing_of_an_erased_person_stays()
    {
        await using var world = await NewAsync();
        TakeIn(world, Noon, Key(Visitor), Event("Secret Seen", 1));
        TakeIn(world, Noon, Key(Ada), Joined(Visitor, 2), Sent("d1", minutes: 3), Answer, Converted("d1", 12.5, minutes: 5));
        TakeIn(world, Noon, Key(PersonId.Known("bo")), Event("Login"));
        world.Text().ShouldContain("I live in Bergen");
        TakeIn(world, Noon, Key(Ada), Erased(6));
        TakeIn(world, Noon, Key(Visitor), Event("Secret Added", 3), Sent("d9"));

        Upkeep(world, keepSince: At(-60));

        var text = world.Text();
        text.ShouldNotContain("I live in Bergen");
        text.ShouldNotContain("a reason");
        text.ShouldNotContain("Secret");
        text.ShouldNotContain("d1");
        text.ShouldContain("Login");
        await using var facts = world.PeekArchive();
        facts.ExecuteScalar<int>("SELECT count(*) FROM erasures").ShouldBe(0);
    }

    [SpecificationFact]
    public async Task What_an_erased_person_counted_for_is_counted_again_by_a_rebuild()
    {
        await using var world = await StartAsync();
        await RebuildSpecification.LiveAsync(world, new Random(17));
        foreach (var person in new[] { Ada, Visitor })
        {
            world.Feed.Write(Key(person), Sent("d1"), Answer, Converted("d1", 12.5), Recalled("d2"), Decided(Verdict.Lost, Rule.Priority), Erased(9));
        }

        var before = await RebuildSpecification.AnswersAsync(world);
        await world.StopAsync();
        Upkeep(world, keepSince: At(-1_000_000));
        world.LoseProjections();

        await world.RestartAsync();

        (await RebuildSpecification.AnswersAsync(world)).ShouldBe(before);
    }

    [SpecificationFact]
    public async Task It_is_done_when_the_projector_starts()
    {
        await using var world = await NewAsync();
        TakeIn(world, SystemClock.Instance.GetCurrentInstant(), Key(Ada), Sent("d1"));
        world.Time.Ahead = TimeSpan.FromDays(91);
        await world.RestartAsync();
        await world.TimelineAsync(Ada);
        world.Feed.Write(Key(Ada), Event("Login"));
        await world.TimelineAsync(Ada);

        await using var facts = world.PeekArchive();
        facts.ExecuteScalar<int>("SELECT count(*) FROM trimmed").ShouldBe(1);
    }

    private static void TakeIn(World world, Instant now, ActorKey actor, params Fact[] facts)
    {
        world.Feed.Write(actor, facts);
        using var pipeline = world.OpenPipeline();
        pipeline.TakeIn(now).ShouldBeTrue();
    }

    private static void Upkeep(World world, Instant keepSince)
    {
        using var pipeline = world.OpenPipeline();
        while (pipeline.Upkeep(keepSince))
        {
        }
    }

    private static async Task<string> AnswersAsync(World world)
    {
        var results = await world.ResultsAsync(Cart, new ResultsQuery(From: null, To: null, SeriesStep.Hour, ByVariant: true));
        var lines = await world.TimelineAsync(Ada);
        var points = results.Series.Select(point =>
            $"{point.From} {point.Variant} {point.Counts.Sent} {string.Join(',', point.Counts.Suppressed)}");
        return string.Join('\n', lines.Concat(points));
    }
}
