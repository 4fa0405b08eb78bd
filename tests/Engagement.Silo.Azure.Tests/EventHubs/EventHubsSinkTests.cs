using System.Text;
using Azure.Messaging.EventHubs;
using Engagement.Core;
using Engagement.Runtime.Streams;
using Engagement.Silo.Azure.EventHubs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Engagement.Silo.Azure.Tests.EventHubs;

public sealed class EventHubsSinkTests
{
    [Fact]
    public async Task More_of_one_person_than_a_batch_takes_goes_in_several_in_order()
    {
        var producer = new InMemoryProducer(most: 3);

        (await SinkOf(producer).PublishAsync([.. Enumerable.Range(0, 8).Select(at => Event("ada", $"{at}"))], default)).ShouldBeNull();

        producer.Sent.Select(batch => string.Concat(batch.Events.Select(sent => Encoding.UTF8.GetString(sent.Body.Span)))).ShouldBe(["012", "345", "67"]);
    }

    [Fact]
    public async Task The_key_of_a_partition_tells_nobody_who_it_is_and_is_short_enough_for_a_hub()
    {
        var producer = new InMemoryProducer();
        var longest = new string('x', 128);

        await SinkOf(producer).PublishAsync([Event("ada", "1"), Event(longest, "2"), Event("ada", "3")], default);

        producer.Sent.Count.ShouldBe(2);
        producer.Sent.ShouldAllBe(batch => batch.Key.Length == 16);
    }

    [Fact]
    public async Task What_the_hub_does_not_take_is_not_confirmed()
    {
        var producer = new InMemoryProducer() { Instead = _ => throw new EventHubsException(isTransient: true, "events", "the hub is away") };

        (await SinkOf(producer).PublishAsync([Event("ada", "1")], default))!.Code.ShouldBe(Refusal.Unavailable);
    }

    [Fact]
    public async Task Nor_what_it_does_not_answer_in_time()
    {
        var producer = new InMemoryProducer() { Instead = cancelled => Task.Delay(Timeout.Infinite, cancelled) };

        (await SinkOf(producer).PublishAsync([Event("ada", "1")], default))!.Code.ShouldBe(Refusal.Unavailable);
    }

    [Fact]
    public async Task What_is_too_large_for_it_is_refused_for_good_and_holds_up_nothing()
    {
        var producer = new InMemoryProducer() { Largest = 3 };

        var refusal = await SinkOf(producer).PublishAsync([Event("ada", "1"), Event("ada", "many"), Event("ada", "2"), Event("bob", "3")], default);

        refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.TooLarge);
        refusal.Detail.ShouldContain("4 bytes");
        producer.Sent.SelectMany(batch => batch.Events).Select(sent => Encoding.UTF8.GetString(sent.Body.Span)).Order().ShouldBe(["1", "2", "3"]);
    }

    private static EventHubsSink SinkOf(InMemoryProducer producer) => new(
        producer, Options.Create(new EventHubsOptions { Hub = "events", ConfirmSeconds = 1 }), NullLogger<EventHubsSink>.Instance);

    private static OutgoingEvent Event(string key, string body) => new(
        key, Encoding.UTF8.GetBytes(body), new GatewayStamp(new WorkspaceId("shop"), MayJoinKnown: false, Instant.FromUtc(2026, 3, 2, 12, 0)));
}
