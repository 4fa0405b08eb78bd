using Azure.Storage.Blobs;
using Engagement.Silo.Azure.EventHubs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>The reader of the product, by key.</summary>
internal static class Readers
{
    public static HubReader Of(EventHubsOptions options, BlobContainerClient checkpoints, TimeSpan untilGivenUp) => HubReader.Of(
        options,
        new BlobCheckpoints(checkpoints),
        static () => throw new InvalidOperationException("the hub is spoken to by key"),
        untilGivenUp,
        NullLogger<HubReader>.Instance);
}
