using Engagement.Silo.Azure.Tests.Azurite;
using Engagement.Testing.Specifications;
using Engagement.Testing.Streams;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>The stream suite with checkpoints and dead letters on the emulator, and a hub in memory: there is no emulator of Event Hubs here.</summary>
[NeedsAzurite]
[Collection(AzuriteCollection.Name)]
public sealed class EventHubsStreamTests(AzuriteFixture azurite) : EventSourceSpecification
{
    protected override Task<IStreamUnderTest> CreateAsync() =>
        Task.FromResult<IStreamUnderTest>(new EventHubsStreamUnderTest(azurite, Partitions, BatchSize));
}
