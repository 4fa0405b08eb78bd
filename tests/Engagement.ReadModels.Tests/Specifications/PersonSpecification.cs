using Engagement.Core;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.ReadModels.Tests.Worlds;
using Engagement.Testing.Specifications;
using Shouldly;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Specifications;

public abstract class PersonSpecification : ReadModelsSpecification
{
    private protected PersonSpecification(IWorlds worlds)
        : base(worlds)
    {
    }

    private static readonly PersonId Old = PersonId.Known("old");

    [SpecificationFact]
    public async Task What_an_anonymous_person_did_is_the_known_ones_after_they_are_joined()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Visitor), Event("Product Viewed", 1), Decided(Verdict.Held, Rule.Delay, 2));
        world.Feed.Write(Key(Ada), Event("Login", 3), Joined(Visitor, 4));
        world.Feed.Write(Key(Ada), Event("Product Added", 5));

        (await world.TimelineAsync(Ada)).ShouldBe(
            ["event Product Added", "joined visitor", "event Login", "decision abandoned-cart", "event Product Viewed"]);
        (await world.DecisionsAsync(Ada, Cart)).Count.ShouldBe(1);
        (await world.TimelineAsync(Visitor)).ShouldBe(await world.TimelineAsync(Ada));
    }

    [SpecificationFact]
    public async Task Facts_of_a_joined_person_may_come_in_after_the_join()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), Joined(Visitor, 4));
        await world.TimelineAsync(Ada);

        world.Feed.Write(Key(Visitor), Event("Product Viewed", 1));

        (await world.TimelineAsync(Ada)).ShouldBe(["joined visitor", "event Product Viewed"]);
    }

    [SpecificationFact]
    public async Task Joins_go_on_through_a_known_person_in_either_order()
    {
        foreach (var visitorFirst in new[] { true, false })
        {
            await using var world = await StartAsync();
            world.Feed.Write(Key(Visitor), Event("Product Viewed", 1));
            ActorKey[] order = visitorFirst ? [Key(Old), Key(Ada)] : [Key(Ada), Key(Old)];
            foreach (var actor in order)
            {
                world.Feed.Write(actor, Joined(actor == Key(Old) ? Visitor : Old, 2));
                await world.TimelineAsync(Ada);
            }

            (await world.TimelineAsync(Ada)).ShouldContain("event Product Viewed");
            (await world.TimelineAsync(Ada)).Count.ShouldBe(3);
        }
    }

    [SpecificationFact]
    public async Task An_erased_person_has_no_timeline_and_no_decisions_but_counted_ones()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Visitor), Event("Product Viewed", 1));
        world.Feed.Write(Key(Ada), Joined(Visitor, 2), Sent("d1", minutes: 3), Receipt(ReceiptKind.Shown, "d1", minutes: 4), Erased(5));

        (await world.TimelineAsync(Ada)).ShouldBeEmpty();
        (await world.TimelineAsync(Visitor)).ShouldBeEmpty();
        (await world.DecisionsAsync(Ada)).ShouldBeEmpty();
        (await world.ResultsAsync(Cart)).Totals.Shown.ShouldBe(1);
    }

    [SpecificationFact]
    public async Task Late_facts_of_an_erased_person_are_counted_once_and_written_nowhere()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Visitor), Event("Product Viewed", 1));
        world.Feed.Write(Key(Ada), Joined(Visitor, 2), Erased(5));
        await world.TimelineAsync(Ada);

        var late = world.Feed.Write(Key(Visitor), Event("Product Added", 3), Sent("d1", minutes: 4));
        world.Feed.Write(late.Partition, late.Facts);

        (await world.TimelineAsync(Ada)).ShouldBeEmpty();
        (await world.DecisionsAsync(Visitor)).ShouldBeEmpty();
        (await world.ResultsAsync(Cart)).Totals.Sent.ShouldBe(1);
    }

    [SpecificationFact]
    public async Task A_join_that_comes_in_after_the_erasure_takes_the_joined_with_it()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Visitor), Event("Product Viewed", 1));
        world.Feed.Write(Key(Ada), Joined(Old, 3), Erased(5));
        await world.TimelineAsync(Ada);

        world.Feed.Write(Key(Old), Joined(Visitor, 2));

        (await world.TimelineAsync(Visitor)).ShouldBeEmpty();
        (await world.TimelineAsync(Ada)).ShouldBeEmpty();
    }

    [SpecificationFact]
    public async Task One_persons_erasure_leaves_others_alone()
    {
        await using var world = await StartAsync();
        world.Feed.Write(Key(Ada), Event("Login", 1), Erased(2));
        world.Feed.Write(Key(Old), Event("Login", 1));
        world.Feed.Write(Key(PersonId.Anonymous("ada")), Event("Login", 1));

        (await world.TimelineAsync(Old)).ShouldBe(["event Login"]);
        (await world.TimelineAsync(PersonId.Anonymous("ada"))).ShouldBe(["event Login"]);
    }
}
