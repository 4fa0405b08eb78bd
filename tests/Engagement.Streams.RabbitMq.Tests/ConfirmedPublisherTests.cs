using System.Text;
using Engagement.Streams.RabbitMq.Tests.Broker;
using RabbitMQ.Client;

namespace Engagement.Streams.RabbitMq.Tests;

[Collection(BrokerCollection.Name)]
public sealed class ConfirmedPublisherTests(BrokerFixture broker)
{
    private readonly CancellationTokenSource _late = new(TimeSpan.FromMinutes(1));

    [BrokerFact]
    public async Task What_is_not_confirmed_in_time_fails_by_itself_and_not_what_else_is_in_flight()
    {
        var options = broker.NewStream(partitions: 1, batchSize: 8);
        await using var publisher = new ConfirmedPublisher(options, "test");
        await PublishAsync("first");
        await broker.PauseAsync();
        Task late, patient;
        try
        {
            options.ConfirmSeconds = 1;
            late = PublishAsync("late");
            options.ConfirmSeconds = 60;
            patient = PublishAsync("patient");

            await Should.ThrowAsync<TimeoutException>(late);
        }
        finally
        {
            await broker.GoOnAsync();
        }

        await patient;
        await PublishAsync("next");
        (await ReadAsync(options, 4)).ShouldBe(["first", "late", "patient", "next"]);

        Task PublishAsync(string body) =>
            publisher.PublishAsync([(options.QueueOf(0), new BasicProperties(), Encoding.UTF8.GetBytes(body))], _late.Token);
    }

    private async Task<List<string>> ReadAsync(RabbitMqOptions options, int count)
    {
        await using var connection = new BrokerConnection(options, "test");
        await using var deliveries = await Deliveries.StartAsync(
            await connection.OpenChannelAsync(null, _late.Token), options.QueueOf(0), count, _late.Token);
        var read = new List<string>();
        while (read.Count < count)
        {
            read.AddRange((await deliveries.ReadAsync(count, _late.Token)).Select(delivery => Encoding.UTF8.GetString(delivery.Body.Span)));
        }

        return read;
    }
}
