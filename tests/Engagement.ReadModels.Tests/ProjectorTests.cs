using Dapper;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.ReadModels.Projecting;
using Engagement.Testing.ReadSide;
using Shouldly;
using Xunit;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests;

public sealed class ProjectorTests
{
    [Fact]
    public async Task A_fact_told_again_changes_nothing()
    {
        await using var world = await World.StartAsync();
        var told = world.Feed.Write(Key(Ada), Event("Login"), Sent("d1"), Receipt(ReceiptKind.Shown, "d1"), Converted("d1", 5));
        await world.TimelineAsync(Ada);

        world.Feed.Write(told.Partition, told.Facts);
        world.Feed.Write(told.Partition, [.. told.Facts, .. told.Facts]);

        (await world.TimelineAsync(Ada)).Count.ShouldBe(4);
        (await world.ResultsAsync(Cart)).Totals.ShouldSatisfyAllConditions(
            totals => totals.Sent.ShouldBe(1), totals => totals.Shown.ShouldBe(1), totals => totals.Value.ShouldBe(5));
        using var facts = World.Peek(world.Databases.Facts);
        facts.ExecuteScalar<int>("SELECT count(*) FROM batches").ShouldBe(1);
    }

    [Fact]
    public async Task A_feed_that_begins_anew_is_read_from_its_beginning()
    {
        await using var world = await World.StartAsync();
        var told = Enumerable.Range(0, 10).Select(i => world.Feed.Write(Key(Ada), Sent($"d{i}"))).ToList();
        await world.TimelineAsync(Ada);
        var anew = new InMemoryFactFeed();
        anew.Write(told[9].Partition, [.. told[8].Facts, .. told[9].Facts, told[9].Facts[0] with { Sequence = 11 }]);

        await world.RestartAsync(anew);

        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(11);
    }

    [Fact]
    public async Task What_was_projected_before_a_restart_is_there_after_it_and_let_go()
    {
        await using var world = await World.StartAsync();
        var told = world.Feed.Write(Key(Ada), Event("Login"));
        await world.TimelineAsync(Ada);

        await world.RestartAsync();
        world.Feed.Write(Key(Ada), Event("Logout", 1));

        (await world.TimelineAsync(Ada)).ShouldBe(["event Logout", "event Login"]);
        world.Feed.ReleasedTo(told.Partition).ShouldBe(told.Position + 1);
    }

    [Fact]
    public async Task Facts_archived_but_not_projected_at_a_crash_are_projected_at_the_start()
    {
        await using var world = new World();
        world.Feed.Write(Key(Ada), Event("Login"), Sent("d1"));
        using (var pipeline = Pipeline.Open(world.Databases, world.Feed))
        {
            pipeline.TakeIn(Noon);
        }

        // What readmodels.db would be had the crash come right after the commit to facts.db, or had a power cut taken its last commit.
        File.Delete(world.Databases.Projections);
        await world.RestartAsync();

        (await world.TimelineAsync(Ada)).ShouldBe(["decision abandoned-cart", "event Login"]);
        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task Projections_older_than_the_archive_catch_up_and_nothing_is_counted_twice()
    {
        await using var world = new World();
        TakeIn(world, Sent("d1"));
        var older = File.ReadAllBytes(world.Databases.Projections);
        TakeIn(world, Sent("d2"), Event("Login"));
        File.WriteAllBytes(world.Databases.Projections, older);
        world.Feed.Write(Key(Ada), Sent("d3"));

        await world.RestartAsync();

        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(3);
        (await world.TimelineAsync(Ada)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_fact_that_cannot_be_projected_is_put_aside_and_holds_up_nothing()
    {
        await using var world = await World.StartAsync();
        world.Feed.Write(Key(Ada), Sent("d1"), Converted("d1", double.NaN), Event("Login"));
        world.Feed.Write(Key(Visitor), Sent("d2"));

        (await world.TimelineAsync(Ada)).ShouldBe(["event Login", "decision abandoned-cart"], ignoreOrder: true);
        (await world.ResultsAsync(Cart)).Totals.ShouldSatisfyAllConditions(totals => totals.Sent.ShouldBe(2), totals => totals.Converted.ShouldBe(0));
        using var projections = World.Peek(world.Databases.Projections);
        var (sequence, reason) = projections.QuerySingle<(long, string)>("SELECT sequence, reason FROM poison");
        sequence.ShouldBe(2);
        reason.ShouldContain("results.value");
    }

    [Fact]
    public async Task A_fact_that_has_no_stored_form_is_put_aside()
    {
        await using var world = await World.StartAsync();
        world.Feed.Write(Key(Ada), Event("Login"), new Strange(Noon), Event("Logout", 1));

        (await world.TimelineAsync(Ada)).ShouldBe(["event Logout", "event Login"]);
        using var projections = World.Peek(world.Databases.Projections);
        projections.QuerySingle<string>("SELECT reason FROM poison").ShouldContain(nameof(Strange));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_holds_it_up_until_it_can_be()
    {
        await using var world = new World();
        Directory.CreateDirectory(Path.GetDirectoryName(world.Directory)!);
        File.WriteAllText(world.Directory, "in the way");
        world.Options.ReadTimeout = TimeSpan.FromMilliseconds(300);
        await world.Projector.StartAsync(CancellationToken.None);
        world.Feed.Write(Key(Ada), Event("Login"));

        var failure = await Should.ThrowAsync<TimeoutException>(() => world.TimelineAsync(Ada));

        failure.Message.ShouldContain("held up");
        world.Feed.ReleasedTo(world.Feed.PartitionOf(Key(Ada))).ShouldBe(0);
        world.Options.ReadTimeout = TimeSpan.FromSeconds(30);
        File.Delete(world.Directory);
        (await world.TimelineAsync(Ada)).ShouldBe(["event Login"]);
        world.Projector.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task A_question_waits_for_what_was_durable_before_it_and_not_for_a_write_that_told_nothing()
    {
        await using var world = await World.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            world.Feed.Write(Key(Ada), Event($"e{i}", i));
            world.Feed.WriteNothing(i % world.Feed.Partitions);
            (await world.Models.TimelineAsync(World.Shop, Ada, null, 1, CancellationToken.None)).Items.Single().Name.ShouldBe($"e{i}");
        }
    }

    [Fact]
    public async Task A_newer_file_is_not_touched()
    {
        await using var world = await World.StartAsync();
        await world.TimelineAsync(Ada);
        await world.StopAsync();
        using (var facts = World.Peek(world.Databases.Facts))
        {
            facts.Execute("PRAGMA user_version = 99");
        }

        Should.Throw<InvalidOperationException>(() => Pipeline.Open(world.Databases, world.Feed)).Message.ShouldContain("99");
    }

    private static void TakeIn(World world, params Fact[] facts)
    {
        world.Feed.Write(Key(Ada), facts);
        using var pipeline = Pipeline.Open(world.Databases, world.Feed);
        pipeline.TakeIn(Noon);
    }
}
