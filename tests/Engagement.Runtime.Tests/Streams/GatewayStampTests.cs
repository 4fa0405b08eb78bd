using Engagement.Core;
using Engagement.Runtime.Streams;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Runtime.Tests.Streams;

public sealed class GatewayStampTests
{
    private static readonly GatewayStamp Stamp =
        new(new WorkspaceId("shop"), MayJoinKnown: true, Instant.FromUtc(2026, 3, 2, 12, 0)) { SentAt = -5, Call = "identify" };

    [Fact]
    public void A_stamp_is_read_back_from_its_headers() => ReadBack(Stamp).ShouldBe(Stamp);

    [Fact]
    public void A_call_longer_than_any_is_none() => ReadBack(Stamp with { Call = new string('x', 33) }).ShouldBe(Stamp with { Call = null });

    private static GatewayStamp? ReadBack(GatewayStamp stamp)
    {
        var headers = stamp.ToHeaders();
        return GatewayStamp.Of(headers.GetValueOrDefault);
    }
}
