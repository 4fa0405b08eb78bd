using Engagement.Core.Targeting;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Targeting;

public sealed class VersionsTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("0.0")]
    [InlineData("4.12.0-beta.2+build")]
    public void IsVersion_WhenDottedNumbers_True(string text) => Versions.IsVersion(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1..2")]
    [InlineData("v1")]
    [InlineData("1,2")]
    [InlineData("-1")]
    [InlineData("1.x")]
    public void IsVersion_WhenAnythingElse_False(string text) => Versions.IsVersion(text).ShouldBeFalse();

    [Fact]
    public void Compare_WhenANumberIsLongerThanAnyInteger_StillCompares() =>
        Versions.Compare("1.99999999999999999999999999", "1.100000000000000000000000000").ShouldBe(-1);

    [Fact]
    public void Compare_IsTheOrderOfTheNumbers()
    {
        var parts = Gen.Choose(0, 12).ListOf(3);
        Property.Holds(from left in parts from right in parts select (left, right), pair =>
        {
            var expected = pair.left.Zip(pair.right, (a, b) => a.CompareTo(b)).FirstOrDefault(order => order != 0);
            Math.Sign(Versions.Compare(string.Join('.', pair.left), string.Join('.', pair.right)) ?? 99).ShouldBe(expected);
        });
    }
}
