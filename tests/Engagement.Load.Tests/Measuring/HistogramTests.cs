using Engagement.Load.Measuring;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Measuring;

public sealed class HistogramTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(0.999)]
    [InlineData(1)]
    public void Every_percentile_is_within_a_bucket_above_the_sorted_truth(double share)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 50_000).Select(_ => (long)Math.Exp(random.NextDouble() * 24)).ToArray();
        var histogram = new Histogram();
        foreach (var value in values)
            histogram.Record(value);
        Array.Sort(values);
        var truth = values[(int)Math.Ceiling(share * values.Length) - 1];
        var found = histogram.Percentile(share);
        found.ShouldBeGreaterThanOrEqualTo(truth);
        found.ShouldBeLessThanOrEqualTo(truth + (truth / 128) + 1);
    }

    [Fact]
    public void Small_values_are_exact_and_extremes_fit()
    {
        var histogram = new Histogram();
        foreach (var value in new[] { -5, 0, 1, 127, 128, 255, long.MaxValue })
            histogram.Record(value);
        histogram.Percentile(0.28).ShouldBe(0);
        histogram.Percentile(3.0 / 7).ShouldBe(1);
        histogram.Percentile(6.0 / 7).ShouldBe(255);
        histogram.Percentile(1).ShouldBe(long.MaxValue);
        histogram.Count.ShouldBe(7);
    }

    [Fact]
    public void Added_histograms_are_as_if_recorded_in_one()
    {
        var (one, other, both) = (new Histogram(), new Histogram(), new Histogram());
        for (var value = 0; value < 10_000; value++)
        {
            (value % 3 == 0 ? one : other).Record(value * 17L);
            both.Record(value * 17L);
        }

        one.Add(other);
        one.Count.ShouldBe(both.Count);
        one.Max.ShouldBe(both.Max);
        one.Mean.ShouldBe(both.Mean, 0.001);
        one.Percentile(0.99).ShouldBe(both.Percentile(0.99));
    }

    [Fact]
    public void An_empty_one_answers_zero() => new Histogram().Percentile(0.5).ShouldBe(0);
}
