using Engagement.Core;
using Engagement.Runtime.Streams;
using Engagement.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Runtime.Tests.Streams;

public sealed class EventPumpTests : IAsyncLifetime
{
    private static readonly Refusal Full = Refusal.Of(Refusal.Overloaded, "full");

    private readonly ManualClock _clock = new();
    private readonly ScriptedPorts _ports = new();
    private readonly EventPump _pump;

    public EventPumpTests() => _pump = new EventPump(_ports, _ports, _ports, key: null, _clock, NullLogger<EventPump>.Instance);

    public Task InitializeAsync() => _pump.StartAsync(CancellationToken.None);

    public Task DisposeAsync() => _pump.StopAsync(new CancellationToken(canceled: true));

    [Fact]
    public async Task A_batch_is_read_taken_and_checkpointed_before_the_next_is_read()
    {
        _ports.Deliver("1", "2");
        _ports.Deliver("3");

        await ToldAsync("open", "read", "take 1+2", "checkpoint 1+2", "read", "take 3", "checkpoint 3");
    }

    [Fact]
    public async Task What_is_refused_for_now_is_given_again_alone_and_nothing_is_read_meanwhile()
    {
        var tries = 0;
        _ports.Ingesting = (items, _) => Task.FromResult<IReadOnlyList<IngestOutcome>>(
            [.. items.Select(item => item.Id == "2" && tries++ < 2 ? IngestOutcome.Later(Full) : IngestOutcome.Durable)]);
        _ports.Deliver("1", "2", "3");
        _ports.Deliver("4");

        await ToldAsync("open", "read", "take 1+2+3", "take 2", "take 2", "checkpoint 1+2+3", "read", "take 4", "checkpoint 4");
    }

    [Fact]
    public async Task What_fails_is_given_again_one_by_one()
    {
        var tries = 0;
        _ports.Ingesting = (items, _) => tries++ == 0
            ? Task.FromException<IReadOnlyList<IngestOutcome>>(new TimeoutException())
            : Task.FromResult<IReadOnlyList<IngestOutcome>>([.. items.Select(_ => IngestOutcome.Durable)]);
        _ports.Deliver("1", "2");

        await ToldAsync("open", "read", "take 1+2", "take 1", "take 2", "checkpoint 1+2");
    }

    [Fact]
    public async Task An_item_that_keeps_failing_by_itself_goes_to_the_dead_letters_and_holds_up_nothing()
    {
        _ports.Ingesting = (items, _) => items.Any(item => item.Id == "2")
            ? Task.FromException<IReadOnlyList<IngestOutcome>>(new FormatException("odd"))
            : Task.FromResult<IReadOnlyList<IngestOutcome>>([.. items.Select(_ => IngestOutcome.Durable)]);
        _ports.Deliver("1", "2", "3");

        await ToldAsync(
            "open", "read", "take 1+2+3", "take 1", "take 2", "take 2", "take 2", "take 2", "take 2", "bury 2", "take 3", "checkpoint 1+2+3");

        _ports.Dead.ShouldHaveSingleItem().Reason.ShouldBe(Refusal.Of(Refusal.Internal, "it failed 5 times: FormatException: odd"));
    }

    [Fact]
    public async Task Fewer_outcomes_than_items_are_a_failure_and_no_checkpoint()
    {
        var tries = 0;
        _ports.Ingesting = (items, _) => Task.FromResult<IReadOnlyList<IngestOutcome>>(
            tries++ == 0 ? [IngestOutcome.Durable] : [.. items.Select(_ => IngestOutcome.Durable)]);
        _ports.Deliver("1", "2");

        await ToldAsync("open", "read", "take 1+2", "take 1", "take 2", "checkpoint 1+2");
    }

    [Fact]
    public async Task A_dead_letter_is_kept_before_the_checkpoint_however_often_its_store_fails()
    {
        _ports.Ingesting = (items, _) => Task.FromResult<IReadOnlyList<IngestOutcome>>(
            [IngestOutcome.Durable, IngestOutcome.Poisoned(Refusal.Of(Refusal.Invalid, "odd"))]);
        _ports.DeadLetterFaults.Enqueue(new IOException());
        _ports.DeadLetterFaults.Enqueue(new IOException());
        _ports.Deliver("1", "2");

        await ToldAsync("open", "read", "take 1+2", "bury 2", "bury 2", "bury 2", "checkpoint 1+2");

        var letter = _ports.Dead.ShouldHaveSingleItem();
        (letter.Source, letter.Partition, letter.Reason.Detail, letter.Item.Body.Length).ShouldBe(("hub", "7", "odd", 1));
    }

    [Fact]
    public async Task Of_somebody_who_was_erased_no_body_is_kept()
    {
        _ports.Ingesting = (items, _) => Task.FromResult<IReadOnlyList<IngestOutcome>>(
            [IngestOutcome.Poisoned(Refusal.Of(Refusal.Erased, "erased")) with { IsOfErased = true }]);
        _ports.Deliver("1");

        await ToldAsync("open", "read", "take 1", "bury 1", "checkpoint 1");

        _ports.Dead.ShouldHaveSingleItem().Item.Body.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_that_cannot_be_reached_read_or_checkpointed_is_tried_again()
    {
        await using var pump = new EventPump(_ports, _ports, _ports, key: null, _clock, NullLogger<EventPump>.Instance);
        await _pump.StopAsync(CancellationToken.None);
        (await _ports.NextAsync()).ShouldBe("open");
        _ports.OpenFaults.Enqueue(new IOException());
        _ports.ReadFaults.Enqueue(new IOException());
        _ports.CheckpointFaults.Enqueue(new IOException());
        _ports.Deliver("never seen");
        _ports.Deliver("1");
        _ports.Deliver("1");

        await pump.StartAsync(CancellationToken.None);

        await ToldAsync("open", "open", "read", "read", "take 1", "checkpoint 1", "read", "take 1", "checkpoint 1");
    }

    [Fact]
    public async Task Stopped_it_brings_what_is_being_taken_to_its_checkpoint()
    {
        var durable = new TaskCompletionSource<IReadOnlyList<IngestOutcome>>();
        _ports.Ingesting = (_, _) => durable.Task;
        _ports.Deliver("1");
        await ToldAsync("open", "read", "take 1");

        var stopped = _pump.StopAsync(CancellationToken.None);
        stopped.IsCompleted.ShouldBeFalse();
        durable.SetResult([IngestOutcome.Durable]);
        await stopped;

        await ToldAsync("checkpoint 1");
    }

    [Fact]
    public async Task Stopped_it_checkpoints_nothing_that_still_has_to_be_tried_again()
    {
        _ports.Ingesting = (items, _) => Task.FromResult<IReadOnlyList<IngestOutcome>>(
            [.. items.Select(item => item.Id == "2" ? IngestOutcome.Later(Full) : IngestOutcome.Durable)]);
        _ports.Deliver("1", "2");
        await ToldAsync("open", "read", "take 1+2");

        await _pump.StopAsync(CancellationToken.None);
        _clock.Advance(Duration.FromMinutes(1));

        _ports.Rest().ShouldAllBe(told => told == "take 2");
    }

    [Fact]
    public async Task A_stop_that_may_not_wait_leaves_what_is_being_taken()
    {
        _ports.Ingesting = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return [];
        };
        _ports.Deliver("1");
        await ToldAsync("open", "read", "take 1");

        await _pump.StopAsync(new CancellationToken(canceled: true)).WaitAsync(TimeSpan.FromSeconds(20));

        _ports.Rest().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_while_the_stream_cannot_be_opened_is_no_failure()
    {
        var ports = new ScriptedPorts();
        var opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ports.Opening = async cancellationToken =>
        {
            opening.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new IOException("connection aborted");
        };
        await using var pump = new EventPump(ports, ports, ports, key: null, _clock, NullLogger<EventPump>.Instance);
        await pump.StartAsync(CancellationToken.None);
        await opening.Task;

        await pump.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
    }

    // Time passes until each thing is asked: how long a wait is, is not what these tests are about.
    private async Task ToldAsync(params string[] expected)
    {
        foreach (var told in expected)
        {
            var next = _ports.NextAsync();
            while (!next.IsCompleted)
            {
                _clock.Advance(Duration.FromSeconds(1));
                await Task.Yield();
            }

            (await next).ShouldBe(told);
        }
    }
}
