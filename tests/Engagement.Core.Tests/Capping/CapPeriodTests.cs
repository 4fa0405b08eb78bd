using Engagement.Core.Capping;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Capping;

public class CapPeriodTests
{
    [Theory]
    [InlineData("PT15M", 15, CapUnit.Minute)]
    [InlineData("PT1H", 1, CapUnit.Hour)]
    [InlineData("P1D", 1, CapUnit.Day)]
    [InlineData("P2W", 2, CapUnit.Week)]
    [InlineData("P1M", 1, CapUnit.Month)]
    public void TryParse_OneComponent_IsThatPeriod(string text, int count, CapUnit unit)
    {
        CapPeriod.TryParse(text, out var period).ShouldBeTrue();
        period.ShouldBe(new CapPeriod(count, unit));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("PD")]
    [InlineData("P0D")]
    [InlineData("P-1D")]
    [InlineData("P+1D")]
    [InlineData("P 1D")]
    [InlineData("P1.5D")]
    [InlineData("P1H")]
    [InlineData("PT1D")]
    [InlineData("PT30S")]
    [InlineData("P1Y")]
    [InlineData("P1DT1H")]
    [InlineData("P1d")]
    [InlineData("1D")]
    [InlineData("P٣D")]
    [InlineData("P99999999999999999999D")]
    public void TryParse_AnythingElse_IsRefused(string text) => CapPeriod.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(1, CapUnit.Minute, true)]
    [InlineData(31, CapUnit.Day, true)]
    [InlineData(32, CapUnit.Day, false)]
    [InlineData(4, CapUnit.Week, true)]
    [InlineData(5, CapUnit.Week, false)]
    [InlineData(744, CapUnit.Hour, true)]
    [InlineData(745, CapUnit.Hour, false)]
    [InlineData(99_999, CapUnit.Week, false)]
    [InlineData(1, CapUnit.Month, false)]
    [InlineData(0, CapUnit.Day, false)]
    public void Fits_Rolling_FromOneMinuteTo31Days(int count, CapUnit unit, bool fits) =>
        new CapPeriod(count, unit).Fits(CapKind.Rolling).ShouldBe(fits);

    [Theory]
    [InlineData(1, CapUnit.Month, true)]
    [InlineData(1, CapUnit.Week, true)]
    [InlineData(7, CapUnit.Day, false)]
    public void Fits_Calendar_IsExactlyOneUnit(int count, CapUnit unit, bool fits) =>
        new CapPeriod(count, unit).Fits(CapKind.Calendar).ShouldBe(fits);

    [Fact]
    public void Length_OfADay_Is24Hours() => new CapPeriod(2, CapUnit.Day).Length.ShouldBe(Duration.FromHours(48));
}
