using Engagement.Core.Definitions;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Definitions;

public sealed class WallClockTests
{
    [Theory]
    [InlineData("00:00", 0)]
    [InlineData("09:30", 34_200)]
    [InlineData("23:59:59", 86_399)]
    public void TryParse_WhenRight_IsTheTime(string text, int seconds)
    {
        WallClock.TryParse(text, out var time).ShouldBeTrue();
        time.ShouldBe(LocalTime.FromSecondsSinceMidnight(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("9:30")]
    [InlineData("24:00")]
    [InlineData("09:60")]
    [InlineData("09:30:60")]
    [InlineData("09:30:")]
    [InlineData("09.30")]
    [InlineData("0930")]
    [InlineData("09:30 AM")]
    public void TryParse_WhenWrong_False(string text) => WallClock.TryParse(text, out _).ShouldBeFalse();
}
