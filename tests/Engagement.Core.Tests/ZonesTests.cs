using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests;

public class ZonesTests
{
    [Fact]
    public void Find_WhenIdIsInTheTzDatabase_IsThatZone()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids) Zones.Find(id).ShouldNotBeNull().Id.ShouldBe(id);
        Zones.Find("Europe/Oslo").ShouldBeSameAs(Zones.Find("Europe/Oslo"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Europe/Atlantis")]
    [InlineData("europe/oslo")]
    [InlineData("UTC+01")]
    public void Find_WhenIdIsUnknown_IsNull(string? id) => Zones.Find(id).ShouldBeNull();
}
