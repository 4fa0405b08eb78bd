using Engagement.Core.Experiments;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Experiments;

public class BucketTests
{
    [Fact]
    public void Of_ManyPeople_FillsAllBucketsEvenly()
    {
        var counts = new int[Bucket.Count];
        for (var number = 0; number < 200_000; number++) counts[Bucket.Of("salt", $"user-{number}")]++;
        var chiSquared = counts.Sum(count => Math.Pow(count - 20, 2) / 20);
        chiSquared.ShouldBeInRange(9_999 - 3.3 * 141.4, 9_999 + 3.3 * 141.4, "normal for 9,999 degrees of freedom, p = 0.001");
    }

    [Fact]
    public void Of_KnownUser_NeverChanges() => Bucket.Of("salt", "user-1").ShouldBe(5107);
}
