using Dapper;
using Engagement.Runtime.ReadSide;
using Engagement.ReadModels.Tests.Worlds;
using Engagement.Testing.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Postgres;

[Collection(PostgresFixture.Collection)]
public sealed class TakeoverTests(PostgresFixture postgres)
{
    /// <summary>The sessions that hold the locks of the one writer.</summary>
    private const string Writers = """
        SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    [RequiresPostgresFact]
    public async Task Every_process_answers_with_all_that_any_of_them_acknowledged()
    {
        await using var cluster = await PostgresCluster.StartAsync(await postgres.Server.CreateDatabaseAsync(), processes: 3);
        for (var i = 1; i <= 30; i++)
        {
            await PostgresCluster.Log(cluster.Hosts[i % 3]).AppendAsync([new FactRecord(Key(Ada), i, Event($"e{i}", i))], CancellationToken.None);

            foreach (var host in cluster.Hosts)
            {
                (await NewestAsync(PostgresCluster.Models(host))).ShouldBe($"e{i}");
            }
        }
    }

    [RequiresPostgresFact]
    public async Task One_process_projects_and_when_its_sessions_end_one_does_again_and_nothing_is_counted_twice()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        await using var cluster = await PostgresCluster.StartAsync(database, processes: 2);
        await using var operating = new NpgsqlConnection(database);
        for (var i = 1; i <= 10; i++)
        {
            var host = cluster.Hosts[i % 2];
            await PostgresCluster.Log(host).AppendAsync([new FactRecord(Key(Ada), i, Sent($"d{i}"))], CancellationToken.None);
            (await SentAsync(PostgresCluster.Models(host))).ShouldBe(i);
            var writers = (await operating.QueryAsync<int>(Writers)).ToArray();
            writers.Length.ShouldBe(2);

            await operating.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM unnest(@writers) AS pid", new { writers });

            (await SentAsync(PostgresCluster.Models(host))).ShouldBe(i);
        }
    }

    [RequiresPostgresFact]
    public async Task A_process_that_stands_by_takes_over_from_one_that_stops()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        await using var one = await PostgresCluster.StartAsync(database, processes: 1);
        (await SentAsync(PostgresCluster.Models(one.Hosts[0]))).ShouldBe(0);
        await using var other = await PostgresCluster.StartAsync(database, processes: 1);
        (await SentAsync(PostgresCluster.Models(other.Hosts[0]))).ShouldBe(0);

        await one.Hosts[0].StopAsync();
        await PostgresCluster.Log(other.Hosts[0]).AppendAsync([new FactRecord(Key(Ada), 1, Sent("d1"))], CancellationToken.None);

        (await SentAsync(PostgresCluster.Models(other.Hosts[0]))).ShouldBe(1);
    }

    [RequiresPostgresFact]
    public async Task What_is_projected_is_let_go_of_the_log_and_made_again_from_the_archive()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        await using var cluster = await PostgresCluster.StartAsync(database, processes: 1);
        var host = cluster.Hosts[0];
        await PostgresCluster.Log(host).AppendAsync([new FactRecord(Key(Ada), 1, Sent("d1"))], CancellationToken.None);
        (await SentAsync(PostgresCluster.Models(host))).ShouldBe(1);
        await PostgresCluster.Log(host).AppendAsync([new FactRecord(Key(Ada), 1, Sent("d1"))], CancellationToken.None);

        (await SentAsync(PostgresCluster.Models(host))).ShouldBe(1);
        var facts = PostgresCluster.Facts(host);
        await using var operating = new NpgsqlConnection(database);
        (await operating.ExecuteScalarAsync<int>("SELECT count(*) FROM engagement.batches")).ShouldBe(1);
        facts.Head(facts.PartitionOf(Key(Ada))).ShouldBe(1);
    }

    [Theory]
    [InlineData("Postgres", "")]
    [InlineData("Postgres", "not=a=connection")]
    [InlineData("Partitions", "0")]
    public async Task A_bad_option_stops_the_start_with_its_name(string option, string value)
    {
        using var host = PostgresCluster.Build((option, value));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Message.ShouldContain(option);
    }

    private static async Task<string> NewestAsync(IReadModels models) =>
        (await models.TimelineAsync(World.Shop, Ada, cursor: null, limit: 1, CancellationToken.None)).Items.Single().Name;

    private static async Task<long> SentAsync(IReadModels models) =>
        (await models.ResultsAsync(World.Shop, Cart, new ResultsQuery(From: null, To: null, SeriesStep.None), CancellationToken.None)).Totals.Sent;
}
