using Azure.Messaging.EventHubs;
using Engagement.Silo.Azure.EventHubs;

namespace Engagement.Silo.Azure.Tests.EventHubs;

public sealed class HubPartitionTests
{
    private readonly List<long> _checkpoints = [];
    private readonly CancellationTokenSource _owned = new();
    private readonly HubPartition _partition;
    private Exception? _refuse;

    public HubPartitionTests() => _partition = new HubPartition("0", (last, _) =>
    {
        if (_refuse is { } refuse)
        {
            return Task.FromException(refuse);
        }

        _checkpoints.Add(last.SequenceNumber);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task The_reader_goes_on_when_its_batch_is_checkpointed_and_not_before()
    {
        var handedOver = _partition.HandOverAsync(Events(1, 2, 3), _owned.Token);
        var batch = await _partition.ReadAsync(default);
        batch.Items.Count.ShouldBe(3);
        handedOver.IsCompleted.ShouldBeFalse();

        await _partition.CheckpointAsync(batch, default);

        await handedOver;
        _checkpoints.ShouldBe([3]);
    }

    [Fact]
    public async Task A_read_waits_for_a_batch()
    {
        var read = _partition.ReadAsync(default).AsTask();
        read.IsCompleted.ShouldBeFalse();

        _ = _partition.HandOverAsync(Events(1), _owned.Token);

        (await read).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_read_that_is_given_up_takes_nothing_with_it()
    {
        using var impatience = new CancellationTokenSource();
        var read = _partition.ReadAsync(impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(read);

        _ = _partition.HandOverAsync(Events(1), _owned.Token);

        (await _partition.ReadAsync(default)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_not_checkpointed_is_read_again()
    {
        _ = _partition.HandOverAsync(Events(1, 2), _owned.Token);
        var first = await _partition.ReadAsync(default);

        var again = await _partition.ReadAsync(default);

        again.Items.Select(item => item.Id).ShouldBe(first.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task Also_when_the_checkpoint_failed()
    {
        var handedOver = _partition.HandOverAsync(Events(1, 2), _owned.Token);
        _refuse = new IOException("the account is away");
        await Should.ThrowAsync<IOException>(async () => await _partition.CheckpointAsync(await _partition.ReadAsync(default), default));
        handedOver.IsCompleted.ShouldBeFalse();

        _refuse = null;
        await _partition.CheckpointAsync(await _partition.ReadAsync(default), default);

        await handedOver;
        _checkpoints.ShouldBe([2]);
    }

    [Fact]
    public async Task A_batch_of_a_partition_that_was_lost_is_abandoned_and_not_checkpointed()
    {
        var handedOver = _partition.HandOverAsync(Events(1, 2), _owned.Token);
        var batch = await _partition.ReadAsync(default);

        await _owned.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(handedOver);
        await Should.ThrowAsync<IOException>(async () => await _partition.CheckpointAsync(batch, default));
        _checkpoints.ShouldBeEmpty();
        _partition.ReadAsync(default).AsTask().IsCompleted.ShouldBeFalse("there is nothing to read until it comes back");
    }

    [Fact]
    public async Task A_partition_that_comes_back_begins_where_the_other_process_left_it()
    {
        var lost = _partition.HandOverAsync(Events(1, 2), _owned.Token);
        var old = await _partition.ReadAsync(default);
        await _owned.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(lost);

        var handedOver = _partition.HandOverAsync(Events(7, 8), default);

        await Should.ThrowAsync<IOException>(async () => await _partition.CheckpointAsync(old, default));
        await _partition.CheckpointAsync(await _partition.ReadAsync(default), default);
        await handedOver;
        _checkpoints.ShouldBe([8]);
    }

    private static EventData[] Events(params long[] numbers) => [.. numbers.Select(number => HubEvents.Of(number, "{}"u8.ToArray()))];
}
