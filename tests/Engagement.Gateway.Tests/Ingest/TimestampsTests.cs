using System.Text;
using Engagement.Gateway.Ingest.Commands;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class TimestampsTests
{
    private static readonly Instant Received = Instant.FromUtc(2026, 11, 22, 12, 0);

    [Theory]
    [InlineData("2026-11-22T01:21:14.498Z", "2026-11-22T01:21:14.498Z")]
    [InlineData("2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z")]
    [InlineData("0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00Z")]
    [InlineData("2026-11-22T01:21:14Z", "2026-11-22T01:21:14Z")]
    [InlineData("2026-11-22T01:21:14.4989999Z", "2026-11-22T01:21:14.498Z")]
    [InlineData("2026-11-22T01:21:14.498+01:00", "2026-11-22T00:21:14.498Z")]
    public void An_instant_is_read_to_the_millisecond(string text, string expected)
    {
        Timestamps.TryRead(Encoding.UTF8.GetBytes(text), out var milliseconds).ShouldBeTrue();
        Instant.FromUnixTimeMilliseconds(milliseconds).ShouldBe(InstantPattern.ExtendedIso.Parse(expected).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22")]
    [InlineData("2026-13-22T01:21:14.498Z")]
    [InlineData("2026-02-29T01:21:14.498Z")]
    [InlineData("2026-11-22T24:21:14.498Z")]
    [InlineData("0000-11-22T01:21:14.498Z")]
    [InlineData("2026-11-22T01:21:1\u00B9.498Z")]
    [InlineData("1795310474498")]
    public void What_is_no_instant_is_not_read(string text) => Timestamps.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void A_clock_that_is_wrong_is_corrected_by_what_it_said_when_it_sent()
    {
        var clock = new ClientClock(Received, At(Received - Duration.FromDays(400)));

        clock.Correct(At(Received - Duration.FromDays(400) - Duration.FromMinutes(5)), null).ShouldBe(Received - Duration.FromMinutes(5));
    }

    [Fact]
    public void An_item_that_says_when_it_was_sent_is_believed_before_its_batch()
    {
        var clock = new ClientClock(Received, At(Received - Duration.FromHours(1)));

        clock.Correct(At(Received - Duration.FromMinutes(3)), At(Received - Duration.FromMinutes(2))).ShouldBe(Received - Duration.FromMinutes(1));
    }

    [Fact]
    public void Nothing_happened_after_it_was_received()
    {
        new ClientClock(Received, null).Correct(At(Received + Duration.FromDays(1)), null).ShouldBe(Received);
        new ClientClock(Received, At(Received)).Correct(At(Received + Duration.FromDays(1)), null).ShouldBe(Received);
    }

    [Fact]
    public void What_does_not_say_when_happened_when_it_was_received() => new ClientClock(Received, At(Received)).Correct(null, null).ShouldBe(Received);

    [Fact]
    public void The_ends_of_the_calendar_do_not_overflow()
    {
        Timestamps.TryRead("0001-01-01T00:00:00.000Z"u8, out var first).ShouldBeTrue();
        Timestamps.TryRead("9999-12-31T23:59:59.999Z"u8, out var last).ShouldBeTrue();

        new ClientClock(Received, last).Correct(first, null).ShouldBeLessThan(Received);
        new ClientClock(Received, first).Correct(last, null).ShouldBe(Received);
    }

    private static long At(Instant instant) => instant.ToUnixTimeMilliseconds();
}
