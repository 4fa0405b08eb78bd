using Dapper;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.ReadModels.Tests.Worlds;
using Engagement.Testing.ReadSide;
using Engagement.Testing.Specifications;
using Shouldly;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Specifications;

public abstract class ProjectorSpecification : ReadModelsSpecification
{
    private protected ProjectorSpecification(IWorlds worlds)
        : base(worlds)
    {
    }

    [SpecificationFact]
    public async Task A_fact_told_again_changes_nothing()
    {
        await using var world = await StartAsync();
        var told = world.Feed.Write(Key(Ada), Event("Login"), Sent("d1"), Receipt(ReceiptKind.Shown, "d1"), Converted("d1", 5));
        await world.TimelineAsync(Ada);

        world.Feed.Write(told.Partition, told.Facts);
        world.Feed.Write(told.Partition, [.. told.Facts, .. told.Facts]);

        (await world.TimelineAsync(Ada)).Count.ShouldBe(4);
        (await world.ResultsAsync(Cart)).Totals.ShouldSatisfyAllConditions(
            totals => totals.Sent.ShouldBe(1), totals => totals.Shown.ShouldBe(1), totals => totals.Value.ShouldBe(5));
        await using var facts = world.PeekArchive();
        facts.ExecuteScalar<int>("SELECT count(*) FROM batches").ShouldBe(1);
    }

    [SpecificationFact]
    public async Task A_feed_that_begins_anew_is_read_from_its_beginning()
    {
        await using var world = await StartAsync();
        var told = Enumerable.Range(0, 10).Select(i => world.Feed.Write(Key(Ada), Sent($"d{i}"))).ToList();
        await world.TimelineAsync(Ada);
        var anew = new InMemoryFactFeed();
        anew.Write(told[9].Partition, [.. told[8].Facts, .. told[9].Facts, told[9].Facts[0] with { Sequence = 11 }]);

        await world.RestartAsync(anew);

        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(11);
    }

    [SpecificationFact]
    public async Task What_was_projected_before_a_restart_is_there_after_it_and_let_go()
    {
        await using var world = await StartAsync();
        var told = world.Feed.Write(Key(Ada), Event("Login"));
        await world.TimelineAsync(Ada);

        await world.RestartAsync();
        world.Feed.Write(Key(Ada), Event("Logout", 1));

        (await world.TimelineAsync(Ada)).ShouldBe(["event Logout", "event Login"]);
        world.Feed.ReleasedTo(told.Partition).ShouldBe(told.Position + 1);
    }

    [SpecificationFact]
    public async Task Facts_archived_but_not_projected_at_a_crash_are_projected_at_the_start()
    {
        await using var world = await NewAsync();
        world.Feed.Write(Key(Ada), Event("Login"), Sent("d1"));
        using (var pipeline = world.OpenPipeline())
        {
            pipeline.TakeIn(Noon);
        }

        // What the projections would be had the crash come right after the commit to the archive, or had a power cut taken their last commit.
        world.LoseProjections();
        await world.RestartAsync();

        (await world.TimelineAsync(Ada)).ShouldBe(["decision abandoned-cart", "event Login"]);
        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(1);
    }

    [SpecificationFact]
    public async Task Projections_older_than_the_archive_catch_up_and_nothing_is_counted_twice()
    {
        await using var world = await NewAsync();
        TakeIn(world, Sent("d1"));
        world.SaveProjections();
        TakeIn(world, Sent("d2"), Event("Login"));
        world.RestoreProjections();
        world.Feed.Write(Key(Ada), Sent("d3"));

        await world.RestartAsync();

        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(3);
        (await world.TimelineAsync(Ada)).Count.ShouldBe(4);
    }

    [SpecificationFact]
    public async Task A_fact_that_cannot_be_projected_is_put_aside_and_holds_up_nothing()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), Sent("d1"), Converted("d1", double.NaN), Event("Login"));
        world.Feed.Write(Key(Visitor), Sent("d2"));

        (await world.TimelineAsync(Ada)).ShouldBe(["event Login", "decision abandoned-cart"], ignoreOrder: true);
        (await world.ResultsAsync(Cart)).Totals.ShouldSatisfyAllConditions(totals => totals.Sent.ShouldBe(2), totals => totals.Converted.ShouldBe(0));
        await using var projections = world.PeekProjections();
        var (sequence, reason) = projections.QuerySingle<(long, string)>("SELECT sequence, reason FROM poison");
        sequence.ShouldBe(2);
        reason.ShouldContain("results.value");
    }

    [SpecificationFact]
    public async Task A_fact_that_has_no_stored_form_is_put_aside()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), Event("Login"), new Strange(Noon), Event("Logout", 1));

        (await world.TimelineAsync(Ada)).ShouldBe(["event Logout", "event Login"]);
        await using var projections = world.PeekProjections();
        projections.QuerySingle<string>("SELECT reason FROM poison").ShouldContain(nameof(Strange));
    }

    [SpecificationFact]
    public async Task A_question_waits_for_what_was_durable_before_it_and_not_for_a_write_that_told_nothing()
    {
        await using var world = await StartAsync();
        for (var i = 0; i < 200; i++)
        {
            world.Feed.Write(Key(Ada), Event($"e{i}", i));
            world.Feed.WriteNothing(i % world.Feed.Partitions);
            (await world.Models.TimelineAsync(World.Shop, Ada, null, 1, CancellationToken.None)).Items.Single().Name.ShouldBe($"e{i}");
        }
    }

    private static void TakeIn(World world, params Fact[] facts)
    {
        world.Feed.Write(Key(Ada), facts);
        using var pipeline = world.OpenPipeline();
        pipeline.TakeIn(Noon);
    }
}
