using Shouldly;
using Xunit;

namespace Engagement.Core.Tests;

public sealed class OpaqueIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("abandoned-cart")]
    [InlineData("کمپین / 1")]
    [InlineData("\U0001F600")]
    public void IsValid_WhenAText_True(string id) => OpaqueId.IsValid(id).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a\u001fb")]
    [InlineData("a\nb")]
    public void IsValid_WhenNothingOrWithControls_False(string? id) => OpaqueId.IsValid(id).ShouldBeFalse();

    [Fact]
    public void IsValid_WhenHalfAPair_False()
    {
        OpaqueId.IsValid("\ud83d").ShouldBeFalse();
        OpaqueId.IsValid("\ude00a").ShouldBeFalse();
        OpaqueId.IsValid("\ud83da").ShouldBeFalse();
    }

    [Fact]
    public void IsValid_WhenLongerThanTheBound_False()
    {
        OpaqueId.IsValid(new string('a', OpaqueId.MaximumLength)).ShouldBeTrue();
        OpaqueId.IsValid(new string('a', OpaqueId.MaximumLength + 1)).ShouldBeFalse();
    }
}
