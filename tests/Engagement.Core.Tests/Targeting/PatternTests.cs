using Engagement.Core.Targeting;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Targeting;

public sealed class PatternTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("(a)\\1")]
    [InlineData("a(?=b)")]
    [InlineData("(?<!a)b")]
    [InlineData("((((a{1000}){1000}){1000}){1000}){1000}")]
    public void TryParse_WhenItCannotRunInLinearTime_False(string text) => Pattern.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_WhenLongerThanTheBound_False()
    {
        Pattern.TryParse(new string('a', Pattern.MaximumLength), out _).ShouldBeTrue();
        Pattern.TryParse(new string('a', Pattern.MaximumLength + 1), out _).ShouldBeFalse();
        Pattern.TryParse(null, out _).ShouldBeFalse();
    }

    [Fact]
    public void IsMatch_WhenABacktrackingEngineWouldNotEnd_Ends() =>
        Pattern.Parse("^(a+)+$").IsMatch(new string('a', 30_000) + "!").ShouldBeFalse();
}
