using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Engagement.Runtime.Streams;

namespace Engagement.Silo.Azure.EventHubs;

/// <summary>
/// Keeps each dead letter as one blob, <c>source/partition/item.json</c>, so that a letter that comes again overwrites itself: see
/// <see cref="DeadLetterDocument"/>.
/// </summary>
internal sealed class BlobDeadLetters(BlobContainerClient container) : IDeadLetters
{
    private const int LongestName = 1_024;

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var blob = container.GetBlobClient(NameOf(letter));
        var document = DeadLetterDocument.Of(letter).Encode();
        try
        {
            await blob.UploadAsync(document, overwrite: true, cancellationToken);
        }
        catch (RequestFailedException none) when (none.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await blob.UploadAsync(document, overwrite: true, cancellationToken);
        }
    }

    internal static string NameOf(DeadLetter letter)
    {
        var folder = $"{Uri.EscapeDataString(letter.Source)}/{Uri.EscapeDataString(letter.Partition)}/";
        var name = $"{folder}{Uri.EscapeDataString(letter.Item.Id)}.json";
        return name.Length <= LongestName
            ? name
            : $"{folder}sha256-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letter.Item.Id)))}.json";
    }
}
