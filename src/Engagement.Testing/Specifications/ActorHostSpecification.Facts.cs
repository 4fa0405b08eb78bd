using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

public abstract partial class ActorHostSpecification
{
    [Fact]
    public async Task Every_fact_is_read_once_and_numbered_without_gaps_also_after_a_crash()
    {
        await Shop.LaunchAsync(Cart, CampaignDocuments.At(Bought));
        await TrackManyAsync("before");
        await CrashAndRestartAsync();
        await TrackManyAsync("after");
        await RestartAsync();

        var facts = Subject.Facts.ReadAll();

        foreach (var actor in facts.GroupBy(record => record.Actor))
        {
            actor.Select(record => record.Sequence).ShouldBe(Enumerable.Range(1, actor.Count()).Select(i => (long)i));
        }

        facts.Count(record => record.Fact is Fact.EventHappened { Event: Bought }).ShouldBe(100);
        facts.Count(record => record.Fact is Fact.Decided { Trace.Verdict: Verdict.Sent }).ShouldBe(100);
        facts.Count(record => record.Fact is Fact.CampaignChanged).ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_write_leaves_no_facts()
    {
        await Shop.TrackAsync(Ada, Added, "before");
        Fixture.Writes.Refuse(1);
        await Shop.TrackAsync(Ada, Bought, "refused");
        await Shop.TrackAsync(Ada, Added, "after");

        var facts = Subject.Facts.ReadAll().Where(record => record.Actor.Person == Ada).ToArray();

        facts.Count(record => record.Fact is Fact.EventHappened { Event: Bought }).ShouldBe(0);
        facts.Select(record => record.Sequence).ShouldBe(Enumerable.Range(1, facts.Length).Select(i => (long)i));
    }

    [Fact]
    public async Task Facts_of_an_answered_turn_can_be_read()
    {
        await Shop.TrackAsync(Ada, Bought, "m1");

        var feed = Subject.Facts;
        var partition = feed.PartitionOf(ActorKey.Of(Shop.Id, Ada));
        feed.Head(partition).ShouldBeGreaterThan(0);
        feed.ReadAfter(partition, 0, int.MaxValue).SelectMany(batch => batch.Facts)
            .Count(record => record.Actor == ActorKey.Of(Shop.Id, Ada) && record.Fact is Fact.EventHappened { Event: Bought }).ShouldBe(1);
    }

    [Fact]
    public async Task A_waiting_reader_is_told_of_new_facts()
    {
        var wanted = Subject.Facts.WaitForAsync(record => record.Fact is Fact.EventHappened { Event: Bought }, Deadline);

        await Shop.TrackAsync(Ada, Bought, "m1");

        (await wanted).Actor.ShouldBe(ActorKey.Of(Shop.Id, Ada));
    }

    [Fact]
    public async Task Facts_that_were_let_go_do_not_take_later_ones_with_them()
    {
        await Shop.TrackAsync(Ada, Added, "m1");
        var partition = Subject.Facts.PartitionOf(ActorKey.Of(Shop.Id, Ada));
        var position = Subject.Facts.Head(partition);
        Subject.Facts.Release(partition, position);
        await Shop.TrackAsync(Ada, Bought, "m2");

        await CrashAndRestartAsync();

        Subject.Facts.ReadAfter(partition, position, int.MaxValue).SelectMany(batch => batch.Facts)
            .Count(record => record.Fact is Fact.EventHappened { Event: Bought }).ShouldBe(1);
    }

    private async Task TrackManyAsync(string salt)
    {
        var tracks = Enumerable.Range(0, 50).Select(i => Shop.TrackAsync(PersonId.Known($"person {i % 7}"), Bought, $"{salt} {i}"));
        (await Task.WhenAll(tracks)).ShouldAllBe(answer => answer.Taken);
    }
}
