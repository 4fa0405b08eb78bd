using System.Diagnostics;
using Dapper;
using Engagement.Core;
using Engagement.ReadModels.Postgres;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.Hosting;
using Engagement.Testing.Postgres;
using Npgsql;
using Shouldly;
using Xunit;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Postgres;

[Collection(PostgresFixture.Collection)]
public sealed class PostgresFactsTests(PostgresFixture postgres)
{
    private static readonly ActorKey Bo = Key(PersonId.Known("bo"));

    [RequiresPostgresFact]
    public async Task What_was_appended_is_read_by_any_process_in_order()
    {
        await using var log = await PostgresLog.CreateAsync(postgres.Server);
        await using var other = await PostgresLog.OpenAsync(log.ConnectionString);

        await log.AppendAsync(Key(Ada), 1, Event("one"), Sent("d1"));
        await other.AppendAsync(Key(Ada), 3, Event("three"));

        foreach (var process in new[] { log, other })
        {
            process.Facts.ReadAll().ShouldBe(
                [new FactRecord(Key(Ada), 1, Event("one")), new FactRecord(Key(Ada), 2, Sent("d1")), new FactRecord(Key(Ada), 3, Event("three"))]);
        }

        var partition = log.Facts.PartitionOf(Key(Ada));
        log.Facts.Head(partition).ShouldBe(2);
        log.Facts.ReadAfter(partition, 1, 10).Single().Facts.Single().Sequence.ShouldBe(3);
        log.Facts.ReadAfter(partition, 0, 1).Single().Position.ShouldBe(1);
    }

    [RequiresPostgresFact]
    public async Task A_repeat_is_passed_over_also_after_what_it_repeats_was_released()
    {
        await using var log = await PostgresLog.CreateAsync(postgres.Server);
        var partition = log.Facts.PartitionOf(Key(Ada));
        await log.AppendAsync(Key(Ada), 1, Event("one"), Event("two"));
        await log.AppendAsync(Key(Ada), 1, Event("one"), Event("two"), Event("three"));
        log.Facts.ReadAll().Select(record => record.Sequence).ShouldBe([1, 2, 3]);

        log.Facts.Release(partition, log.Facts.Head(partition));
        log.Facts.ReadAll().ShouldBeEmpty();
        await log.AppendAsync(Key(Ada), 1, Event("one"), Event("two"), Event("three"), Event("four"));
        await log.AppendAsync(Key(Ada), 4, Event("four"));

        log.Facts.ReadAll().Single().Fact.ShouldBe(Event("four"));
    }

    [RequiresPostgresFact]
    public async Task A_repeat_within_what_is_given_at_once_is_passed_over_and_actors_of_any_partition_may_be()
    {
        await using var log = await PostgresLog.CreateAsync(postgres.Server);
        var facts = Enumerable.Range(0, 50).SelectMany(i => Enumerable.Repeat(new FactRecord(Key(PersonId.Known($"p{i}")), 1, Event("e")), 2));

        await log.Facts.AppendAsync([.. facts], CancellationToken.None);

        log.Facts.ReadAll().Select(record => record.Actor.Id).Order().ShouldBe(Enumerable.Range(0, 50).Select(i => $"p{i}").Order());
        Enumerable.Range(0, 4).ShouldAllBe(partition => log.Facts.Head(partition) == 1);
    }

    [RequiresPostgresFact]
    public async Task A_fact_that_has_no_form_fails_whoever_gave_it_and_nobody_else()
    {
        await using var log = await PostgresLog.CreateAsync(postgres.Server);

        await Should.ThrowAsync<ArgumentException>(() => log.AppendAsync(Key(Ada), 1, Event("one"), new Strange(Noon)));
        await log.AppendAsync(Bo, 1, Event("one"));

        log.Facts.ReadAll().Single().Actor.ShouldBe(Bo);
    }

    [RequiresPostgresFact]
    public async Task A_reader_beside_appenders_of_several_processes_sees_every_fact_once_and_in_order()
    {
        const int Actors = 40, Facts = 50;
        await using var log = await PostgresLog.CreateAsync(postgres.Server);
        await using var one = await PostgresLog.OpenAsync(log.ConnectionString);
        await using var other = await PostgresLog.OpenAsync(log.ConnectionString);
        var appending = Task.WhenAll(Enumerable.Range(0, Actors).Select(async actor =>
        {
            for (var sequence = 1; sequence <= Facts; sequence++)
            {
                // An actor moves from one process to the other, and what was not answered is given again there.
                await (sequence % 2 == 0 ? one : other).AppendAsync(Key(PersonId.Known($"p{actor}")), sequence, Event($"{sequence}"));
                await (sequence % 2 == 0 ? other : one).AppendAsync(Key(PersonId.Known($"p{actor}")), sequence, Event($"{sequence}"));
            }
        }));

        var seen = await FollowAsync(log.Facts, Actors * Facts);

        await appending;
        seen.ShouldAllBe(actor => actor.Value.SequenceEqual(Enumerable.Range(1, Facts).Select(sequence => (long)sequence)));
        seen.Count.ShouldBe(Actors);
    }

    [RequiresPostgresFact]
    public async Task Connections_that_are_broken_again_and_again_lose_and_double_nothing()
    {
        const int Actors = 10, Facts = 40;
        await using var log = await PostgresLog.CreateAsync(postgres.Server);
        var appending = Task.WhenAll(Enumerable.Range(0, Actors).Select(async actor =>
        {
            for (var sequence = 1; sequence <= Facts; sequence++)
            {
                await UntilKeptAsync(() => log.AppendAsync(Key(PersonId.Known($"p{actor}")), sequence, Event($"{sequence}")));
            }
        }));
        var broken = 0;
        while (!appending.IsCompleted)
        {
            broken += await PostgresLog.BreakConnectionsAsync(log.ConnectionString);
        }

        await appending;
        broken.ShouldBePositive();
        await using var reader = await PostgresLog.OpenAsync(log.ConnectionString);
        var sequences = reader.Facts.ReadAll().ToLookup(record => record.Actor, record => record.Sequence);
        sequences.ShouldAllBe(actor => actor.SequenceEqual(Enumerable.Range(1, Facts).Select(sequence => (long)sequence)));
        sequences.Count.ShouldBe(Actors);
    }

    [RequiresPostgresFact]
    public async Task A_process_whose_connections_broke_while_it_was_idle_notices_nothing()
    {
        await using var log = await PostgresLog.CreateAsync(postgres.Server);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => log.AppendAsync(Key(PersonId.Known($"p{i}")), 1, Event("one"))));

        (await PostgresLog.BreakConnectionsAsync(log.ConnectionString)).ShouldBeGreaterThan(0);
        await log.AppendAsync(Key(Ada), 1, Event("one"));
        await PostgresLog.BreakConnectionsAsync(log.ConnectionString);

        log.Facts.ReadAll().Count.ShouldBe(21);
    }

    [RequiresPostgresFact]
    public async Task Processes_that_start_at_once_on_an_empty_database_do_not_collide()
    {
        var database = await postgres.Server.CreateDatabaseAsync();

        var logs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgresLog.OpenAsync(database)));

        logs.ShouldAllBe(log => log.Facts.Partitions == 4);
        foreach (var log in logs)
        {
            await log.DisposeAsync();
        }
    }

    [RequiresPostgresFact]
    public async Task Tables_of_a_newer_build_stop_the_start()
    {
        await using var log = await PostgresLog.CreateAsync(postgres.Server);
        await using var connection = new NpgsqlConnection(log.ConnectionString);
        await connection.ExecuteAsync("UPDATE engagement.version SET version = 99");

        (await Should.ThrowAsync<IOException>(() => PostgresLog.OpenAsync(log.ConnectionString))).Message.ShouldContain("99");
    }

    internal static async Task UntilKeptAsync(Func<Task> append)
    {
        for (var started = Stopwatch.StartNew(); ;)
        {
            try
            {
                await append();
                return;
            }
            catch (IOException) when (started.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Not kept, or not known whether: given again.
            }
        }
    }

    /// <summary>Reads as a projector does, letting go as it goes.</summary>
    private static async Task<Dictionary<ActorKey, List<long>>> FollowAsync(PostgresFacts feed, int count)
    {
        var seen = new Dictionary<ActorKey, List<long>>();
        var positions = new long[feed.Partitions];
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (seen.Values.Sum(sequences => sequences.Count) < count)
        {
            await feed.WaitAsync(timeout.Token);
            for (var partition = 0; partition < positions.Length; partition++)
            {
                foreach (var batch in feed.ReadAfter(partition, positions[partition], 3))
                {
                    batch.Position.ShouldBe(positions[partition] + 1);
                    positions[partition] = batch.Position;
                    foreach (var record in batch.Facts)
                    {
                        (seen.TryGetValue(record.Actor, out var sequences) ? sequences : seen[record.Actor] = []).Add(record.Sequence);
                    }
                }

                feed.Release(partition, positions[partition]);
            }
        }

        return seen;
    }
}
