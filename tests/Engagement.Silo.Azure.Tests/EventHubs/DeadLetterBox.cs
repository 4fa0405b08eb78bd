using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Engagement.Core;
using Engagement.Runtime.Streams;
using Engagement.Silo.Azure.EventHubs;
using NodaTime.Text;

namespace Engagement.Silo.Azure.Tests.EventHubs;

/// <summary>Reads back what is kept in a container of dead letters.</summary>
internal static class DeadLetterBox
{
    /// <returns>In the order of their names; none where the container was never made.</returns>
    public static async Task<IReadOnlyList<DeadLetter>> ReadAsync(BlobContainerClient container, CancellationToken cancellationToken = default)
    {
        var letters = new List<DeadLetter>();
        if (!await container.ExistsAsync(cancellationToken))
        {
            return letters;
        }

        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, cancellationToken))
        {
            BlobDownloadResult kept = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
            letters.Add(LetterOf(DeadLetterDocument.Decode(kept.Content)));
        }

        return letters;
    }

    private static DeadLetter LetterOf(DeadLetterDocument document) => new(
        document.Source,
        document.Partition,
        new StreamItem(document.Id, document.BodyBase64 ?? Encoding.UTF8.GetBytes(document.Body!))
        {
            Stamp = GatewayStamp.Of(name => document.Headers.GetValueOrDefault(name)),
            EnqueuedAt = document.EnqueuedAt is { } at ? InstantPattern.ExtendedIso.Parse(at).Value : null,
        },
        new Refusal(document.Code, document.Detail, ValueList.From(document.Errors.Select(error => new FieldError(error.Pointer, error.Message)))),
        InstantPattern.ExtendedIso.Parse(document.RefusedAt).Value);
}
