using Engagement.Core;
using Engagement.Core.Messages;
using Engagement.Gateway.InApp.Streaming;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.InApp;

public sealed class OpenStreamTests
{
    [Fact]
    public async Task A_reader_that_keeps_up_gets_everything_in_order()
    {
        var stream = new OpenStream(8, until: null);
        for (var sequence = 1; sequence <= 8; sequence++)
        {
            stream.Offer(FrameOf(sequence));
        }

        (await stream.WaitAsync(default)).ShouldBeTrue();
        Take(stream).Select(frame => frame.Sequence).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public void A_reader_that_falls_behind_is_told_to_resync_once_and_goes_on_from_there()
    {
        var stream = new OpenStream(8, until: null);
        for (var sequence = 1; sequence <= 1000; sequence++)
        {
            stream.Offer(FrameOf(sequence));
        }

        Take(stream).ShouldHaveSingleItem().ShouldBeSameAs(Frame.Resync);
        stream.Offer(FrameOf(1001));
        Take(stream).ShouldHaveSingleItem().Sequence.ShouldBe(1001);
    }

    [Fact]
    public async Task What_waits_is_bounded_in_bytes_too()
    {
        var stream = new OpenStream(64, until: null);
        stream.Offer(new Frame(new byte[OpenStream.MostBytes + 1], 1));
        (await stream.WaitAsync(default)).ShouldBeTrue();
        Take(stream).ShouldHaveSingleItem().ShouldBeSameAs(Frame.Resync);
        for (var sequence = 1; sequence <= 10; sequence++)
        {
            stream.Offer(new Frame(new byte[OpenStream.MostBytes / 4], sequence));
        }

        Take(stream).ShouldHaveSingleItem().ShouldBeSameAs(Frame.Resync);
        stream.Offer(new Frame(new byte[OpenStream.MostBytes], 11));
        Take(stream).ShouldHaveSingleItem().Sequence.ShouldBe(11);
    }

    [Fact]
    public void A_ping_is_only_for_a_stream_on_which_nothing_waits()
    {
        var stream = new OpenStream(8, until: null);
        stream.Ping();
        stream.Ping();
        Take(stream).ShouldHaveSingleItem().ShouldBeSameAs(Frame.Ping);
    }

    [Fact]
    public async Task A_stream_that_ends_gives_what_waits_first_and_one_that_is_cut_gives_nothing()
    {
        var ended = new OpenStream(8, until: null);
        ended.Offer(FrameOf(1));
        ended.End(Frame.Ping);
        (await ended.WaitAsync(default)).ShouldBeTrue();
        Take(ended).ShouldHaveSingleItem();
        (await ended.WaitAsync(default)).ShouldBeFalse();
        ended.Farewell.ShouldBeSameAs(Frame.Ping);

        var cut = new OpenStream(8, until: null);
        cut.Offer(FrameOf(1));
        cut.Cut();
        Take(cut).ShouldBeEmpty();
        (await cut.WaitAsync(default)).ShouldBeFalse();
        cut.Offer(FrameOf(2));
        Take(cut).ShouldBeEmpty();
    }

    [Fact]
    public void A_line_break_in_the_content_does_not_end_the_data()
    {
        var frame = Frame.Message(new QueuedMessage(
            new DeliveryId("d"), new CampaignId("c\n"), "v", InAppKind.Modal, "{\r\n\"body\":\n\"a\\nb\"}"u8.ToArray(), new Display(), default, "en", false,
            Instant.FromUnixTimeSeconds(0), Instant.FromUnixTimeSeconds(9), 3));
        var lines = System.Text.Encoding.UTF8.GetString(frame.Bytes.Span).Split('\n');
        lines.Length.ShouldBe(5);
        lines[0].ShouldBe("id: 3");
        lines[1].ShouldBe("event: message");
        lines[2].ShouldStartWith("data: {");
        lines[2].ShouldContain("a\\nb");
        lines[2].ShouldNotContain("\r");
    }

    private static Frame FrameOf(long sequence) => new(new byte[10], sequence);

    private static List<Frame> Take(OpenStream stream)
    {
        var taken = new List<Frame>();
        while (stream.TryTake(out var frame))
        {
            taken.Add(frame!);
        }

        return taken;
    }
}
