using Engagement.Core.Definitions;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Definitions;

public sealed class IsoDurationTests
{
    [Theory]
    [InlineData("PT30M", 1_800)]
    [InlineData("P7D", 604_800)]
    [InlineData("P2W", 1_209_600)]
    [InlineData("P1DT2H3M4S", 93_784)]
    [InlineData("PT0S", 0)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("PT1,25S", 1.25)]
    public void TryParse_WhenRight_IsTheLength(string text, double seconds)
    {
        IsoDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.ShouldBe(Duration.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("P1DT")]
    [InlineData("P1H")]
    [InlineData("PT1D")]
    [InlineData("PT1M1H")]
    [InlineData("P1D1D")]
    [InlineData("-P1D")]
    [InlineData("P-1D")]
    [InlineData("p1d")]
    [InlineData("P1.5D")]
    [InlineData("PT1.S")]
    [InlineData("PT1.2345S")]
    [InlineData("P9999999999D")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData(" P1D")]
    public void TryParse_WhenWrong_False(string text) => IsoDuration.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_IsTheSumOfItsParts()
    {
        var number = Gen.Choose(0, 99_999);
        Property.Holds(from days in number from hours in number from minutes in number from seconds in number select (days, hours, minutes, seconds), parts =>
        {
            IsoDuration.TryParse($"P{parts.days}DT{parts.hours}H{parts.minutes}M{parts.seconds}S", out var duration).ShouldBeTrue();
            duration.ShouldBe(Duration.FromSeconds((parts.days * 86_400L) + (parts.hours * 3_600L) + (parts.minutes * 60L) + parts.seconds));
        });
    }
}
