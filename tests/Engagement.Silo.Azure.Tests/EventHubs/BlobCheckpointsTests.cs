using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Processor;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Engagement.Silo.Azure.EventHubs;
using Engagement.Silo.Azure.Tests.Azurite;

namespace Engagement.Silo.Azure.Tests.EventHubs;

[Collection(AzuriteCollection.Name)]
public sealed class BlobCheckpointsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Namespace = "Shop.servicebus.windows.net";
    private const string Hub = "Events";
    private const string Group = "$Default";

    private BlobContainerClient _container = null!;
    private BlobCheckpoints _checkpoints = null!;

    public async Task InitializeAsync()
    {
        if (AzuriteProgram.Missing is null)
        {
            _container = azurite.NewContainer();
            _checkpoints = new BlobCheckpoints(_container);
            await _checkpoints.PrepareAsync(default);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [AzuriteFact]
    public async Task Partitions_that_nobody_has_are_claimed()
    {
        var claimed = await ClaimAsync(Wish("0", "ada"), Wish("1", "ada"));

        claimed.Select(one => one.PartitionId).ShouldBe(["0", "1"]);
        var listed = (await ListAsync()).OrderBy(one => one.PartitionId).ToList();
        listed.Select(one => (one.PartitionId, one.OwnerIdentifier)).ShouldBe([("0", "ada"), ("1", "ada")]);
        listed[0].LastModifiedTime.ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-5));
    }

    [AzuriteFact]
    public async Task Of_two_that_claim_a_free_partition_one_has_it()
    {
        var both = await Task.WhenAll(ClaimAsync(Wish("0", "ada")), ClaimAsync(Wish("0", "bob")));

        var claimed = both.SelectMany(some => some).ShouldHaveSingleItem();
        (await ListAsync()).ShouldHaveSingleItem().OwnerIdentifier.ShouldBe(claimed.OwnerIdentifier);
    }

    [AzuriteFact]
    public async Task A_partition_is_stolen_by_its_version_and_the_old_owner_cannot_renew()
    {
        var old = (await ClaimAsync(Wish("0", "ada"))).ShouldHaveSingleItem();
        var seen = (await ListAsync()).ShouldHaveSingleItem();

        seen.OwnerIdentifier = "bob";
        (await ClaimAsync(seen)).ShouldHaveSingleItem();

        (await ClaimAsync(old)).ShouldBeEmpty();
        (await ListAsync()).ShouldHaveSingleItem().OwnerIdentifier.ShouldBe("bob");
    }

    [AzuriteFact]
    public async Task An_owner_renews_again_and_again_and_a_thief_who_looked_before_gets_nothing()
    {
        var owned = (await ClaimAsync(Wish("0", "ada"))).ShouldHaveSingleItem();
        var seen = (await ListAsync()).ShouldHaveSingleItem();
        owned = (await ClaimAsync(owned)).ShouldHaveSingleItem();
        owned = (await ClaimAsync(owned)).ShouldHaveSingleItem();

        seen.OwnerIdentifier = "bob";
        (await ClaimAsync(seen)).ShouldBeEmpty();
        (await ClaimAsync(owned)).ShouldHaveSingleItem();
    }

    [AzuriteFact]
    public async Task A_partition_that_was_let_go_of_has_no_owner()
    {
        var owned = (await ClaimAsync(Wish("0", "ada"))).ShouldHaveSingleItem();

        owned.OwnerIdentifier = string.Empty;
        await ClaimAsync(owned);

        (await ListAsync()).ShouldHaveSingleItem().OwnerIdentifier.ShouldBeEmpty();
    }

    [AzuriteFact]
    public async Task An_ownership_that_somebody_deleted_is_made_again()
    {
        await ClaimAsync(Wish("0", "ada"));
        await _container.DeleteBlobAsync((await BlobsAsync()).Single().Name);
        (await ListAsync()).ShouldBeEmpty();

        (await ClaimAsync(Wish("0", "bob"))).ShouldHaveSingleItem();
        (await ListAsync()).ShouldHaveSingleItem().OwnerIdentifier.ShouldBe("bob");
    }

    [AzuriteFact]
    public async Task A_checkpoint_comes_back_as_the_place_behind_it()
    {
        (await CheckpointAsync("3")).ShouldBeNull();

        await UpdateAsync("3", new CheckpointPosition("4294967296", 41));
        await UpdateAsync("3", new CheckpointPosition("4294967392", 42));

        var found = (await CheckpointAsync("3")).ShouldNotBeNull();
        found.StartingPosition.ShouldBe(EventPosition.FromOffset("4294967392", isInclusive: false));
        found.ClientIdentifier.ShouldBe("ada");
        (await CheckpointAsync("4")).ShouldBeNull();
    }

    [AzuriteFact]
    public async Task Where_there_is_no_offset_the_number_says_it()
    {
        await UpdateAsync("3", new CheckpointPosition("96", 1));
        var blob = _container.GetBlobClient((await BlobsAsync()).Single().Name);

        foreach (var none in (string[])["", "no offset"])
        {
            await blob.SetMetadataAsync(new Dictionary<string, string> { ["offset"] = none, ["sequencenumber"] = "43" });
            (await CheckpointAsync("3"))!.StartingPosition.ShouldBe(EventPosition.FromSequenceNumber(43, isInclusive: false));
        }
    }

    [AzuriteFact]
    public async Task The_layout_is_that_of_the_public_package()
    {
        await ClaimAsync(Wish("0", "ada"));
        await UpdateAsync("0", new CheckpointPosition("96", 1));

        var blobs = await BlobsAsync();

        blobs.Select(blob => blob.Name).ShouldBe(
        [
            "shop.servicebus.windows.net/events/$default/checkpoint/0",
            "shop.servicebus.windows.net/events/$default/ownership/0",
        ]);
        blobs[0].Metadata.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}")
            .ShouldBe(["clientidentifier=ada", "offset=96", "sequencenumber=1"]);
        blobs[1].Metadata.ShouldHaveSingleItem().ShouldBe(new("ownerid", "ada"));
        blobs.ShouldAllBe(blob => blob.Properties.ContentLength == 0);
    }

    private static EventProcessorPartitionOwnership Wish(string partition, string owner) => new()
    {
        FullyQualifiedNamespace = Namespace,
        EventHubName = Hub,
        ConsumerGroup = Group,
        PartitionId = partition,
        OwnerIdentifier = owner,
    };

    private async Task<List<EventProcessorPartitionOwnership>> ClaimAsync(params EventProcessorPartitionOwnership[] desired) =>
        [.. await _checkpoints.ClaimOwnershipAsync(desired, default)];

    private async Task<List<EventProcessorPartitionOwnership>> ListAsync() => [.. await _checkpoints.ListOwnershipAsync(Namespace, Hub, Group, default)];

    private Task<EventProcessorCheckpoint?> CheckpointAsync(string partition) => _checkpoints.GetCheckpointAsync(Namespace, Hub, Group, partition, default);

    private Task UpdateAsync(string partition, CheckpointPosition position) =>
        _checkpoints.UpdateCheckpointAsync(Namespace, Hub, Group, partition, "ada", position, default);

    private async Task<List<BlobItem>> BlobsAsync()
    {
        var blobs = new List<BlobItem>();
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, default))
        {
            blobs.Add(blob);
        }

        return blobs;
    }
}
