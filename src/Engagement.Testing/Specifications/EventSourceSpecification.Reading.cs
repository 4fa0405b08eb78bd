using System.Text;
using Engagement.Core;
using Engagement.Runtime.Streams;
using NodaTime;
using Shouldly;

namespace Engagement.Testing.Specifications;

public abstract partial class EventSourceSpecification
{
    [SpecificationFact]
    public async Task What_is_put_on_the_stream_is_taken_once()
    {
        for (var i = 0; i < 40; i++)
        {
            await PublishAsync($"user-{i % 7}", Seen);
        }

        await Ports.CheckpointedAsync(40, Deadline);

        for (var user = 0; user < 7; user++)
        {
            (await Shop.CountAsync(PersonId.Known($"user-{user}"), Seen)).ShouldBe(user < 5 ? 6 : 5);
        }
    }

    [SpecificationFact]
    public async Task Events_of_one_person_are_taken_in_the_order_they_were_put()
    {
        var names = Enumerable.Range(0, 60).Select(i => $"event-{i}").ToArray();
        foreach (var name in names)
        {
            (await Subject.Sink.PublishAsync([Event("ada", name), Event("bob", name), Event("eve", name)], Deadline)).ShouldBeNull();
        }

        await Ports.CheckpointedAsync(180, Deadline);

        foreach (var user in (string[])["ada", "bob", "eve"])
        {
            TakenOf(user).ShouldBe(names);
        }
    }

    [SpecificationFact]
    public async Task A_person_is_always_on_the_same_partition_and_not_all_are_on_one()
    {
        for (var i = 0; i < 60; i++)
        {
            await PublishAsync($"user-{i % 20}", Seen);
        }

        await Ports.CheckpointedAsync(60, Deadline);

        var homes = Ports.Delivered.Select(delivery => (User: Encoding.UTF8.GetString(delivery.Item.Body.Span), delivery.Partition)).Distinct().ToList();
        homes.Count.ShouldBe(20);
        homes.Select(home => home.Partition).Distinct().Count().ShouldBe(Partitions);
    }

    [SpecificationFact]
    public async Task What_a_gateway_said_arrives_with_the_body_and_the_body_to_the_byte()
    {
        var stamp = new GatewayStamp(new WorkspaceId("café"), MayJoinKnown: true, Instant.FromUnixTimeMilliseconds(1_795_310_474_498))
        {
            SentAt = -5,
            Call = "track",
        };
        byte[] body = [.. Call("ada", Seen), (byte)' ', (byte)'\n'];
        (await Subject.Sink.PublishAsync([new OutgoingEvent("ada", body, stamp)], Deadline)).ShouldBeNull();

        await Ports.CheckpointedAsync(1, Deadline);

        var item = Ports.Delivered.ShouldHaveSingleItem().Item;
        item.Stamp.ShouldBe(stamp);
        item.Body.ToArray().ShouldBe(body);
    }

    [SpecificationFact]
    public async Task What_no_gateway_put_there_is_taken_without_a_stamp()
    {
        await Subject.AppendAsync(1, Call("ada", Seen));

        await Ports.CheckpointedAsync(1, Deadline);

        Ports.Delivered.ShouldHaveSingleItem().Item.Stamp.ShouldBeNull();
        (await Shop.CountAsync(PersonId.Known("ada"), Seen)).ShouldBe(1);
    }

    [SpecificationFact]
    public async Task What_nobody_can_take_goes_to_the_dead_letters_and_blocks_nothing()
    {
        await Subject.AppendAsync(0, "not json"u8.ToArray());
        await Subject.AppendAsync(0, Call("ada", Seen));
        await Subject.AppendAsync(0, "{}"u8.ToArray());

        await Ports.CheckpointedAsync(3, Deadline);

        (await Shop.CountAsync(PersonId.Known("ada"), Seen)).ShouldBe(1);
        var dead = await Subject.ReadDeadLettersAsync(2, Deadline);
        dead.Select(letter => Encoding.UTF8.GetString(letter.Item.Body.Span)).ShouldBe(["not json", "{}"]);
        dead.ShouldAllBe(letter => letter.Partition == "0" && letter.Source == Subject.Source.Name && letter.Reason.Code == Refusal.Invalid);
        dead[0].Reason.Detail.ShouldBe("expected userId and event");
    }

    [SpecificationFact]
    public async Task Stopped_in_order_nothing_taken_is_delivered_again()
    {
        for (var i = 0; i < 20; i++)
        {
            await PublishAsync("ada", Seen);
        }

        await Ports.CheckpointedAsync(20, Deadline);
        await StopAsync();
        await PublishAsync("ada", "after");
        await StartAsync();
        await Ports.CheckpointedAsync(1, Deadline);

        Ports.Delivered.Select(delivery => Encoding.UTF8.GetString(delivery.Item.Body.Span)).ShouldBe([Encoding.UTF8.GetString(Call("ada", "after"))]);
    }
}
