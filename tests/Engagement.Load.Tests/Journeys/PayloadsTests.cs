using System.Text.Json;
using Engagement.Load.Journeys;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Journeys;

public sealed class PayloadsTests
{
    private readonly ShopEvent[] _events = new Shop(1000, 1).Events(1000);

    [Fact]
    public void Every_send_of_a_single_event_has_its_own_message_id_and_a_present_instant()
    {
        var payloads = Payloads.Singles(_events);
        var stamp = new Stamp();
        var ids = new HashSet<string>();
        for (var send = 0; send < 3000; send++)
        {
            var sent = Renewed(payloads, stamp, send % payloads.Count, send);
            ids.Add(sent.GetProperty("messageId").GetString()!).ShouldBeTrue();
            (DateTimeOffset.UtcNow - sent.GetProperty("timestamp").GetDateTimeOffset()).ShouldBeLessThan(TimeSpan.FromMinutes(1));
            sent.GetProperty("userId").GetString().ShouldBe(EventWriter.UserId(_events[send % 1000].User));
        }
    }

    [Fact]
    public void A_batch_holds_its_events_in_order_each_with_an_id_of_its_own()
    {
        var payloads = Payloads.Batches(_events, 100);
        payloads.Count.ShouldBe(10);
        var stamp = new Stamp();
        for (var batch = 0; batch < payloads.Count; batch++)
        {
            var sent = Renewed(payloads, stamp, batch, batch).GetProperty("batch").EnumerateArray().ToList();
            sent.Select(item => item.GetProperty("userId").GetString())
                .ShouldBe(_events.Skip(batch * 100).Take(100).Select(shopped => EventWriter.UserId(shopped.User)));
            sent.Select(item => item.GetProperty("messageId").GetString()).Distinct().Count().ShouldBe(100);
        }
    }

    [Fact]
    public void A_ping_carries_the_number_of_its_send()
    {
        var payloads = Payloads.Pings(["a", "b"]);
        Renewed(payloads, new Stamp(), 1, 42).GetProperty("properties").GetProperty("n").GetString().ShouldBe("0000000042");
    }

    [Fact]
    public void A_ping_of_the_last_number_that_fits_is_whole() =>
        Renewed(Payloads.Pings(["a"]), new Stamp(), 0, 9_999_999_999).GetProperty("properties").GetProperty("n").GetString().ShouldBe("9999999999");

    private static JsonElement Renewed(Payloads payloads, Stamp stamp, int index, long number)
    {
        var body = payloads.Body(index).ToArray();
        stamp.Renew(body, payloads, index, number);
        return JsonDocument.Parse(body).RootElement;
    }
}
