using System.Globalization;
using Azure;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Processor;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>
/// Keeps which process reads which partition, and how far, as metadata of empty blobs. Safe for any number of threads and processes.
/// </summary>
/// <remarks>
/// The layout is that of the package <c>Azure.Messaging.EventHubs.Processor</c>, so that either can go on where the other stopped: below
/// <c>namespace/hub/group/</c>, in lower case, <c>ownership/partition</c> with <c>ownerid</c>, and <c>checkpoint/partition</c> with
/// <c>offset</c>, <c>sequencenumber</c> and <c>clientidentifier</c>.
/// </remarks>
internal sealed class BlobCheckpoints(BlobContainerClient container) : CheckpointStore
{
    private const string Owner = "ownerid";
    private const string Offset = "offset";
    private const string SequenceNumber = "sequencenumber";
    private const string Client = "clientidentifier";

    /// <summary>What older versions of that package wrote for an offset they did not have.</summary>
    private const string NoOffset = "no offset";

    /// <summary>Makes the container when it is not there.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    public override async Task<IEnumerable<EventProcessorPartitionOwnership>> ListOwnershipAsync(
        string fullyQualifiedNamespace, string eventHubName, string consumerGroup, CancellationToken cancellationToken)
    {
        var folder = FolderOf(fullyQualifiedNamespace, eventHubName, consumerGroup, "ownership");
        var owned = new List<EventProcessorPartitionOwnership>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, folder, cancellationToken))
        {
            owned.Add(new EventProcessorPartitionOwnership
            {
                FullyQualifiedNamespace = fullyQualifiedNamespace,
                EventHubName = eventHubName,
                ConsumerGroup = consumerGroup,
                PartitionId = blob.Name[folder.Length..],

                // Empty: its owner let go of it.
                OwnerIdentifier = blob.Metadata.TryGetValue(Owner, out var owner) ? owner : string.Empty,
                LastModifiedTime = blob.Properties.LastModified.GetValueOrDefault(),
                Version = blob.Properties.ETag?.ToString(),
            });
        }

        return owned;
    }

    /// <summary>Takes each partition that nobody took, renewed or let go of since it was listed.</summary>
    public override async Task<IEnumerable<EventProcessorPartitionOwnership>> ClaimOwnershipAsync(
        IEnumerable<EventProcessorPartitionOwnership> desiredOwnership, CancellationToken cancellationToken)
    {
        var claimed = new List<EventProcessorPartitionOwnership>();
        foreach (var desired in desiredOwnership)
        {
            try
            {
                (desired.Version, desired.LastModifiedTime) = await ClaimAsync(desired, cancellationToken);
                claimed.Add(desired);
            }
            catch (RequestFailedException taken) when (
                taken.ErrorCode == BlobErrorCode.ConditionNotMet || taken.ErrorCode == BlobErrorCode.BlobAlreadyExists)
            {
                // Another process was faster.
            }
        }

        return claimed;
    }

    public override async Task<EventProcessorCheckpoint?> GetCheckpointAsync(
        string fullyQualifiedNamespace, string eventHubName, string consumerGroup, string partitionId, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(FolderOf(fullyQualifiedNamespace, eventHubName, consumerGroup, "checkpoint") + partitionId);
        BlobProperties found;
        try
        {
            found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException none) when (none.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }

        return PositionOf(found.Metadata) is not { } position ? null : new EventProcessorCheckpoint
        {
            FullyQualifiedNamespace = fullyQualifiedNamespace,
            EventHubName = eventHubName,
            ConsumerGroup = consumerGroup,
            PartitionId = partitionId,
            StartingPosition = position,
            ClientIdentifier = found.Metadata.TryGetValue(Client, out var client) ? client : null,
            LastModified = found.LastModified,
        };
    }

    public override Task UpdateCheckpointAsync(
        string fullyQualifiedNamespace,
        string eventHubName,
        string consumerGroup,
        string partitionId,
        string clientIdentifier,
        CheckpointPosition checkpointStartingPosition,
        CancellationToken cancellationToken) => PutAsync(
            FolderOf(fullyQualifiedNamespace, eventHubName, consumerGroup, "checkpoint") + partitionId,
            new Dictionary<string, string>
            {
                [Offset] = checkpointStartingPosition.OffsetString ?? string.Empty,

                // The package's own word for none.
                [SequenceNumber] = checkpointStartingPosition.SequenceNumber == long.MinValue
                    ? string.Empty
                    : checkpointStartingPosition.SequenceNumber.ToString(CultureInfo.InvariantCulture),
                [Client] = clientIdentifier,
            },
            cancellationToken);

    [Obsolete("Not called any more: offsets are text.")]
    public override Task UpdateCheckpointAsync(
        string fullyQualifiedNamespace,
        string eventHubName,
        string consumerGroup,
        string partitionId,
        long offset,
        long? sequenceNumber,
        CancellationToken cancellationToken) => UpdateCheckpointAsync(
            fullyQualifiedNamespace,
            eventHubName,
            consumerGroup,
            partitionId,
            string.Empty,
            new CheckpointPosition(offset.ToString(CultureInfo.InvariantCulture), sequenceNumber ?? long.MinValue),
            cancellationToken);

    // After it: the event at the position is done with.
    private static EventPosition? PositionOf(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(Offset, out var offset) && offset is not ("" or NoOffset) ? EventPosition.FromOffset(offset, isInclusive: false)
        : metadata.TryGetValue(SequenceNumber, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? EventPosition.FromSequenceNumber(number, isInclusive: false)
        : null;

    private static string FolderOf(string fullyQualifiedNamespace, string eventHubName, string consumerGroup, string kind) =>
        $"{fullyQualifiedNamespace}/{eventHubName}/{consumerGroup}/{kind}/".ToLowerInvariant();

    private async Task<(string Version, DateTimeOffset At)> ClaimAsync(EventProcessorPartitionOwnership desired, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(
            FolderOf(desired.FullyQualifiedNamespace, desired.EventHubName, desired.ConsumerGroup, "ownership") + desired.PartitionId);
        var metadata = new Dictionary<string, string> { [Owner] = desired.OwnerIdentifier };
        if (desired.Version is { } version)
        {
            try
            {
                BlobInfo renewed = await blob.SetMetadataAsync(metadata, new BlobRequestConditions { IfMatch = new ETag(version) }, cancellationToken);
                return (renewed.ETag.ToString(), renewed.LastModified);
            }
            catch (RequestFailedException gone) when (gone.ErrorCode == BlobErrorCode.BlobNotFound)
            {
                // Somebody deleted it: whoever makes it again has it.
            }
        }

        BlobContentInfo made = await blob.UploadAsync(
            Stream.Null,
            new BlobUploadOptions { Metadata = metadata, Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } },
            cancellationToken);
        return (made.ETag.ToString(), made.LastModified);
    }

    private async Task PutAsync(string name, Dictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(name);
        try
        {
            await blob.SetMetadataAsync(metadata, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException none) when (none.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            await blob.UploadAsync(Stream.Null, new BlobUploadOptions { Metadata = metadata }, cancellationToken);
        }
    }
}
