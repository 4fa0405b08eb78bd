using Engagement.Core.Timing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Timing;

public class LocalMappingTests
{
    private static readonly DateTimeZone Oslo = DateTimeZoneProviders.Tzdb["Europe/Oslo"];

    [Fact]
    public void ToInstantLeniently_WhenTheClockSkipsTheTime_ShiftsItForwardByTheGap() =>
        new LocalDateTime(2026, 3, 29, 2, 30).ToInstantLeniently(Oslo)
            .ShouldBe(Instant.FromUtc(2026, 3, 29, 1, 30), "03:30 in summer time");

    [Fact]
    public void ToInstantLeniently_WhenTheTimeComesTwice_IsTheEarlier() =>
        new LocalDateTime(2026, 10, 25, 2, 30).ToInstantLeniently(Oslo).ShouldBe(Instant.FromUtc(2026, 10, 25, 0, 30));

    [Fact]
    public void ToInstantLeniently_WhenAWholeDayIsSkipped_IsTheSameTimeOfTheNext() =>
        new LocalDateTime(2011, 12, 30, 9, 0).ToInstantLeniently(DateTimeZoneProviders.Tzdb["Pacific/Apia"])
            .ShouldBe(new LocalDateTime(2011, 12, 31, 9, 0).ToInstantLeniently(DateTimeZoneProviders.Tzdb["Pacific/Apia"]));
}
