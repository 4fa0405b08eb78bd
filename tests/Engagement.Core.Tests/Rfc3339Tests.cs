using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-12-01T09:30:00Z", "2026-12-01T09:30:00Z")]
    [InlineData("2026-12-01t09:30:00z", "2026-12-01T09:30:00Z")]
    [InlineData("2026-12-01 09:30:00Z", "2026-12-01T09:30:00Z")]
    [InlineData("2026-12-01T09:30:00.25+01:00", "2026-12-01T08:30:00.25Z")]
    [InlineData("2026-12-01T00:30:00-11:30", "2026-12-01T12:00:00Z")]
    [InlineData("2024-02-29T00:00:00.1234567899Z", "2024-02-29T00:00:00.123456789Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("2026-12-01", "2026-12-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+23:59", "0000-12-31T00:01:00Z")]
    public void TryParse_WhenRight_IsTheInstant(string text, string instant)
    {
        Rfc3339.TryParse(text, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(InstantPattern.ExtendedIso.Parse(instant).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-12")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2026-12-01T")]
    [InlineData("2026-12-01T09:30")]
    [InlineData("2026-12-01T09:30:00")]
    [InlineData("2026-12-01T24:00:00Z")]
    [InlineData("2026-12-01T09:60:00Z")]
    [InlineData("2026-12-01T09:30:61Z")]
    [InlineData("2026-12-01T09:30:00.Z")]
    [InlineData("2026-12-01T09:30:00+1:00")]
    [InlineData("2026-12-01T09:30:00+24:00")]
    [InlineData("2026-12-01T09:30:00Z ")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("9999-12-31T23:59:59-23:59")]
    [InlineData("٢٠٢٦-١٢-٠١")]
    public void TryParse_WhenWrong_False(string text) => Rfc3339.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParseInstant_WhenADateAlone_False() => Rfc3339.TryParseInstant("2026-12-01", out _).ShouldBeFalse();

    [Fact]
    public void TryParse_ReadsWhatNodaTimeWrites() => Property.Holds(
        from seconds in Gen.Choose(int.MinValue, int.MaxValue)
        from nanoseconds in Gen.Choose(0, 999_999_999)
        select Instant.FromUnixTimeSeconds(seconds) + Duration.FromNanoseconds(nanoseconds),
        instant =>
        {
            Rfc3339.TryParse(InstantPattern.ExtendedIso.Format(instant), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(instant);
        });
}
