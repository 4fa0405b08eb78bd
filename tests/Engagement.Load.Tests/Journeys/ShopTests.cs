using Engagement.Load.Journeys;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Journeys;

public sealed class ShopTests
{
    private const int Count = 30_000;

    [Fact]
    public void The_same_seed_gives_the_same_events() => new Shop(10_000, 5).Events(Count).ShouldBe(new Shop(10_000, 5).Events(Count));

    [Fact]
    public void Another_seed_gives_other_events() => new Shop(10_000, 5).Events(Count).ShouldNotBe(new Shop(10_000, 6).Events(Count));

    [Fact]
    public void At_least_twenty_thousand_of_the_default_events_are_distinct() =>
        new Shop(100_000, 1).Events(100_000).Distinct().Count().ShouldBeGreaterThan(20_000);

    [Fact]
    public void Some_users_come_far_more_often_than_most_and_many_come()
    {
        var visits = new Shop(100_000, 1).Events(100_000).GroupBy(shopped => shopped.User).Select(user => user.Count()).Order().ToList();
        visits.Count.ShouldBeGreaterThan(5_000);
        visits[^1].ShouldBeGreaterThan(5 * visits[visits.Count / 2]);
    }

    [Fact]
    public void Nobody_buys_before_looking()
    {
        var looked = new HashSet<int>();
        foreach (var shopped in new Shop(100_000, 3).Events(Count))
        {
            if (shopped.Name == Assortment.Viewed)
                looked.Add(shopped.User);
            if (shopped.Name == Assortment.OrderCompleted)
                looked.ShouldContain(shopped.User);
        }
    }

    [Fact]
    public void There_are_two_hundred_event_names() => Assortment.Names.Distinct().Count().ShouldBe(Assortment.EventNames);
}
