using System.Text;
using Azure.Core.Amqp;
using Engagement.Core;
using Engagement.Runtime.Streams;
using Engagement.Silo.Azure.EventHubs;
using NodaTime;

namespace Engagement.Silo.Azure.Tests.EventHubs;

public sealed class MessagesTests
{
    private static readonly GatewayStamp Stamp =
        new(new WorkspaceId("café"), MayJoinKnown: true, Instant.FromUnixTimeMilliseconds(1_795_310_474_498)) { SentAt = -5, Call = "track" };

    [Fact]
    public void An_item_is_known_by_its_place_and_its_time()
    {
        var item = Messages.ItemOf(HubEvents.Of(42, "{ }"u8.ToArray()));

        item.Id.ShouldBe($"42@{HubEvents.Epoch.AddSeconds(42).ToUnixTimeMilliseconds()}");
        item.EnqueuedAt.ShouldBe(Instant.FromDateTimeOffset(HubEvents.Epoch) + Duration.FromSeconds(42));
        item.Stamp.ShouldBeNull();
        Encoding.UTF8.GetString(item.Body.Span).ShouldBe("{ }");
    }

    [Fact]
    public void The_message_id_of_somebody_who_is_no_gateway_is_not_relied_on() =>
        Messages.ItemOf(HubEvents.Of(1, default, messageId: "the same for all")).Id.ShouldStartWith("1@");

    [Fact]
    public void What_a_gateway_put_there_twice_is_one_item()
    {
        var sent = Messages.EventOf("m-1", "{}"u8.ToArray(), Stamp);

        var items = new[] { 7L, 8L }.Select(number => Messages.ItemOf(HubEvents.Of(number, sent.Body, sent.Properties, sent.MessageId))).ToList();

        items.ShouldAllBe(item => item.Id == "m-1");
        items.ShouldAllBe(item => item.Stamp == Stamp);
    }

    [Fact]
    public void A_property_that_is_no_text_is_no_stamp()
    {
        var sent = Messages.EventOf("m-1", "{}"u8.ToArray(), Stamp);
        foreach (var name in sent.Properties.Keys.ToArray())
        {
            sent.Properties[name] = 1;
        }

        Messages.ItemOf(HubEvents.Of(7, sent.Body, sent.Properties, sent.MessageId)).Stamp.ShouldBeNull();
    }

    [Fact]
    public void Bodies_that_AMQP_calls_otherwise_stop_nothing()
    {
        BodyOf(AmqpMessageBody.FromData([new byte[] { 1, 2 }, new byte[] { 3 }])).ShouldBe([1, 2, 3]);
        BodyOf(AmqpMessageBody.FromValue("{}")).ShouldBe("{}"u8.ToArray());
        BodyOf(AmqpMessageBody.FromValue(new byte[] { 4 })).ShouldBe([4]);
        BodyOf(AmqpMessageBody.FromValue(7)).ShouldBeEmpty();
        BodyOf(AmqpMessageBody.FromSequence([[1, "two"]])).ShouldBeEmpty();
    }

    private static byte[] BodyOf(AmqpMessageBody body)
    {
        var read = HubEvents.Of(1, default);
        read.GetRawAmqpMessage().Body = body;
        return Messages.ItemOf(read).Body.ToArray();
    }
}
