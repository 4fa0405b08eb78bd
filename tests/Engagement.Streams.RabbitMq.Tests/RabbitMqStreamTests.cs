using Engagement.Streams.RabbitMq.Tests.Broker;
using Engagement.Testing.Specifications;
using Engagement.Testing.Streams;

namespace Engagement.Streams.RabbitMq.Tests;

/// <summary>The stream suite on a real broker.</summary>
[NeedsBroker]
[Collection(BrokerCollection.Name)]
public sealed class RabbitMqStreamTests(BrokerFixture broker) : EventSourceSpecification
{
    protected override Task<IStreamUnderTest> CreateAsync() =>
        Task.FromResult<IStreamUnderTest>(new RabbitMqStreamUnderTest(broker.NewStream(Partitions, BatchSize)));
}
