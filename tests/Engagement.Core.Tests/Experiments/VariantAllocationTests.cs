using Engagement.Core.Experiments;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Experiments;

public class VariantAllocationTests
{
    private static readonly string[] Users = [.. Enumerable.Range(0, 100_000).Select(number => $"user-{number}")];

    private static readonly Gen<string> User = Gen.Choose(0, int.MaxValue).Select(number => $"u{number}");

    private static readonly Gen<(int Control, int[] Weights)> Split =
        from control in Gen.Choose(0, 100)
        from weights in Gen.Choose(0, 1_000).NonEmptyListOf()
        where weights.Sum() > 0
        select (control, weights.ToArray());

    [Fact]
    public void For_ATenthControlAndThreeVariants_IsDistributedAsPlanned()
    {
        var allocation = new VariantAllocation("campaign-1", 10, [50, 30, 20]);
        var counts = new int[4];
        foreach (var user in Users) counts[allocation.For(user).Variant + 1]++;
        ChiSquared(counts, [0.10, 0.45, 0.27, 0.18]).ShouldBeLessThan(16.27, "p = 0.001 at 3 degrees of freedom");
    }

    [Fact]
    public void For_TwoSalts_AreIndependent()
    {
        var first = new VariantAllocation("campaign-1", 0, [1, 1]);
        var second = new VariantAllocation("campaign-2", 0, [1, 1]);
        var counts = new int[4];
        foreach (var user in Users) counts[first.For(user).Variant * 2 + second.For(user).Variant]++;
        ChiSquared(counts, [0.25, 0.25, 0.25, 0.25]).ShouldBeLessThan(16.27, "p = 0.001 at 3 degrees of freedom");
    }

    [Theory]
    [InlineData("user-15", -1)]
    [InlineData("user-1", 0)]
    [InlineData("user-3", 1)]
    [InlineData("user-2", 2)]
    [InlineData("user-9", 3)]
    public void For_KnownUsers_NeverChanges(string user, int variant) =>
        new VariantAllocation("golden", 20, [1, 1, 1, 1]).For(user).Variant.ShouldBe(variant);

    [Fact]
    public void For_AnySplit_IsWhereTheBucketFallsInContiguousSlices() => Property.Holds(
        from split in Split from user in User select (split, user),
        @case =>
        {
            var ((control, weights), user) = @case;
            var assignment = new VariantAllocation("salt", control, [.. weights]).For(user);
            var bucket = Bucket.Of("salt", user);
            assignment.IsControl.ShouldBe(bucket < control * 100);
            if (assignment.IsControl) return;
            weights[assignment.Variant].ShouldBeGreaterThan(0);
            var slice = weights[assignment.Variant] * (10_000.0 - control * 100) / weights.Sum();
            var start = control * 100 + weights.Take(assignment.Variant).Sum() * (10_000.0 - control * 100) / weights.Sum();
            (bucket + 0.5).ShouldBeInRange(start - 1, start + slice + 1);
        });

    [Fact]
    public void For_TwoEqualVariantsWithoutControl_CutsExactlyInTheMiddle()
    {
        var allocation = new VariantAllocation("salt", 0, [1, 1]);
        var middle = Users.Where(user => Bucket.Of("salt", user) is 4_999 or 5_000).ToList();
        middle.Select(user => Bucket.Of("salt", user)).Distinct().Count().ShouldBe(2);
        middle.ShouldAllBe(user => allocation.For(user) == Assignment.To(Bucket.Of("salt", user) / 5_000));
    }

    [Fact]
    public void For_WhenControlGrows_KeepsEveryoneInControl() => Property.Holds(
        from split in Split from more in Gen.Choose(0, 100) from user in User select (split, Math.Min(100, split.Control + more), user),
        @case =>
        {
            var ((control, weights), grown, user) = @case;
            if (new VariantAllocation("salt", control, [.. weights]).For(user).IsControl)
                new VariantAllocation("salt", grown, [.. weights]).For(user).IsControl.ShouldBeTrue();
        });

    [Fact]
    public void For_WhenWeightMovesToTheFirstVariant_MovesOnlyThatSlice()
    {
        var (before, after) = (new VariantAllocation("salt", 10, [50, 50]), new VariantAllocation("salt", 10, [60, 40]));
        var moved = Users.Where(user => before.For(user) != after.For(user)).ToList();
        moved.ShouldAllBe(user => before.For(user) == Assignment.To(1) && after.For(user) == Assignment.To(0));
        moved.Count.ShouldBeInRange(8_700, 9_300, "9 % of all");
    }

    [Fact]
    public void For_WhenAllAreControl_NeedsNoWeights() => new VariantAllocation("salt", 100, []).For("anyone").ShouldBe(Assignment.Control);

    [Fact]
    public void New_WhenTheWeightsAddToNothing_IsABug() => Should.Throw<ArgumentException>(() => new VariantAllocation("salt", 10, [0, 0]));

    [Fact]
    public void New_WithABadNumber_IsABug()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new VariantAllocation("salt", 101, [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => new VariantAllocation("salt", -1, [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => new VariantAllocation("salt", 10, [2, -1]));
    }

    [Fact]
    public void Equals_IsBySaltPercentageAndWeights()
    {
        var allocation = new VariantAllocation("salt", 10, [1, 2]);
        allocation.ShouldBe(new VariantAllocation("salt", 10, [1, 2]));
        allocation.ShouldNotBe(new VariantAllocation("salt", 10, [2, 1]));
        allocation.ShouldNotBe(new VariantAllocation("other", 10, [1, 2]));
        allocation.ShouldNotBe(new VariantAllocation("salt", 11, [1, 2]));
    }

    private static double ChiSquared(int[] observed, double[] planned) =>
        observed.Zip(planned, (count, share) => Math.Pow(count - share * Users.Length, 2) / (share * Users.Length)).Sum();
}
