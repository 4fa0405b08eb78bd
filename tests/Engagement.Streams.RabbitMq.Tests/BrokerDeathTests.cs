using System.Collections.Concurrent;
using System.Text;
using Engagement.Core;
using Engagement.Runtime.Streams;
using Engagement.Streams.RabbitMq.Tests.Broker;
using Engagement.Testing.Hosting;
using Engagement.Testing.Specifications;
using Engagement.Testing.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;
using Xunit.Abstractions;

namespace Engagement.Streams.RabbitMq.Tests;

/// <summary>The broker is killed under load and comes back: what was confirmed is taken, once, and in the order of its person.</summary>
[Collection(BrokerCollection.Name)]
public sealed class BrokerDeathTests(BrokerFixture broker, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Users = 16;
    private const int Kills = 3;
    private const int BetweenKills = 400;

    private readonly HostFixture _fixture = new() { MailboxCapacity = 4_096 };
    private readonly ConcurrentDictionary<string, List<string>> _confirmed = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _late = new(TimeSpan.FromMinutes(4));
    private InMemoryHostUnderTest _engine = null!;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _total;
    private int _refused;

    public async Task InitializeAsync()
    {
        _engine = new InMemoryHostUnderTest(_fixture);
        await _engine.StartAsync();
    }

    public async Task DisposeAsync()
    {
        output.WriteLine(broker.Said);
        await _engine.DisposeAsync();
    }

    [BrokerFact]
    public async Task A_broker_that_is_killed_and_comes_back_loses_nothing_doubles_nothing_and_keeps_the_order_of_each_person()
    {
        var shop = new WorkspaceDriver(() => _engine.Host, new WorkspaceId("shop"));
        await shop.CreateAsync();
        var options = Options.Create(broker.NewStream(partitions: 4, batchSize: 32));
        await using var source = new RabbitMqEventSource(options);
        await using var deadLetters = new RabbitMqDeadLetters(options);
        await using var sink = new RabbitMqEventSink(options, NullLogger<RabbitMqEventSink>.Instance);
        var ingest = new TrackIngest(() => _engine.Host, shop.Id);
        await using var pump = new EventPump(source, ingest, deadLetters, key: null, TimeProvider.System, NullLogger<EventPump>.Instance);
        await pump.StartAsync(_late.Token);

        var writers = Enumerable.Range(0, Users).Select(user => Task.Run(() => WriteAsync(sink, $"user-{user}"))).ToArray();
        for (var kill = 1; kill <= Kills; kill++)
        {
            await ConfirmedAsync(kill * BetweenKills);
            broker.Kill();
            await broker.RestartAsync();
        }

        await ConfirmedAsync((Kills + 1) * BetweenKills);
        await _enough.CancelAsync();
        await Task.WhenAll(writers);
        await ingest.TakenAsync(_total, _late.Token);

        foreach (var (user, names) in _confirmed)
        {
            ingest.Taken.Where(taken => taken.Person.Value == user).Select(taken => taken.Event).ShouldBe(names);
            var profile = await shop.ProfileAsync(PersonId.Known(user));
            profile.Events.Where(counter => counter.Event.StartsWith("event-", StringComparison.Ordinal)).Sum(counter => counter.Total).ShouldBe(names.Count);
        }

        _refused.ShouldBeGreaterThan(0, "the broker was away and nobody noticed");
        output.WriteLine($"{_total} confirmed, {_refused} attempts not confirmed, {Kills} kills: 0 lost, 0 doubled, in order");
    }

    // As a client of the gateway: one after the other, each sent again until it is confirmed.
    private async Task WriteAsync(RabbitMqEventSink sink, string user)
    {
        for (var at = 0; !_enough.IsCancellationRequested; at++)
        {
            var name = $"event-{at % 50}";
            var body = Encoding.UTF8.GetBytes($$"""{"userId":"{{user}}","event":"{{name}}","messageId":"{{user}}-{{at}}"}""");
            OutgoingEvent[] events = [new(user, body, new GatewayStamp(new WorkspaceId("shop"), MayJoinKnown: false, Instant.FromUtc(2026, 3, 2, 12, 0)))];
            while (await sink.PublishAsync(events, _late.Token) is not null)
            {
                Interlocked.Increment(ref _refused);
                await Task.Yield();
            }

            _confirmed.GetOrAdd(user, _ => []).Add(name);
            Interlocked.Increment(ref _total);
            Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    private async Task ConfirmedAsync(int count)
    {
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            if (Volatile.Read(ref _total) >= count)
            {
                return;
            }

            await more.WaitAsync(_late.Token);
        }
    }
}
