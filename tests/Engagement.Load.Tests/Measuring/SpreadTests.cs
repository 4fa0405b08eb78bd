using Engagement.Load.Measuring;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Measuring;

public sealed class SpreadTests
{
    [Fact]
    public void The_median_of_odd_rounds_is_the_middle_one() => Spread.Of([9, 1, 5]).ShouldBe(new Spread(5, 1, 9));

    [Fact]
    public void The_median_of_even_rounds_is_between_the_middle_two() => Spread.Of([4, 1, 2, 9]).ShouldBe(new Spread(3, 1, 9));
}
