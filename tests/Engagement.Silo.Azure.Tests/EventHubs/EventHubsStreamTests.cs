using Engagement.Silo.Azure.Tests.Azurite;
using Engagement.Testing.Specifications;
using Engagement.Testing.Streams;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>
/// The stream suite with the client library of Event Hubs against a hub of the tests' own (<see cref="Hub.HubServer"/>), and checkpoints and dead
/// letters on the emulator of storage.
/// </summary>
[NeedsAzurite]
[Collection(AzuriteCollection.Name)]
public sealed class EventHubsStreamTests(AzuriteFixture azurite) : EventSourceSpecification
{
    protected override Task<IStreamUnderTest> CreateAsync() =>
        Task.FromResult<IStreamUnderTest>(new EventHubsStreamUnderTest(azurite, Partitions, BatchSize));
}
