using Engagement.ReadModels.Tests.Worlds;
using Engagement.Runtime.ReadSide;
using Engagement.Testing.Hosting;
using Engagement.Testing.Postgres;
using Shouldly;
using static Engagement.ReadModels.Tests.Told;

namespace Engagement.ReadModels.Tests.Postgres;

public sealed class OutageTests
{
    [RequiresPostgresFact]
    public async Task While_the_database_is_gone_appends_fail_and_when_it_is_back_all_goes_on_by_itself()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var log = await PostgresLog.CreateAsync(server);
        await log.AppendAsync(Key(Ada), 1, Event("before"));
        log.Facts.ReadAll().Count.ShouldBe(1);
        var more = log.Facts.WaitForAsync(record => record.Sequence == 2, CancellationToken.None);

        await server.StopAsync();
        await Should.ThrowAsync<IOException>(() => log.AppendAsync(Key(Ada), 2, Event("during")));
        Should.Throw<IOException>(() => log.Facts.Head(0));
        more.IsCompleted.ShouldBeFalse();
        await server.StartAgainAsync();
        await log.AppendAsync(Key(Ada), 1, Event("before"), Event("during"));

        (await more.WaitAsync(TimeSpan.FromSeconds(30))).Fact.ShouldBe(Event("during"));
        log.Facts.ReadAll().Select(record => record.Sequence).ShouldBe([1, 2]);
    }

    [RequiresPostgresFact]
    public async Task While_the_database_is_gone_questions_say_so_and_when_it_is_back_they_are_answered()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var cluster = await PostgresCluster.StartAsync(await server.CreateDatabaseAsync(), processes: 2);
        await AppendAsync(cluster, 1);
        await AskAsync(cluster, ["e1"]);

        await server.StopAsync();
        cluster.ReadTimeout = TimeSpan.FromSeconds(1);
        (await Should.ThrowAsync<TimeoutException>(() => AskAsync(cluster, ["e1"]))).Message.ShouldContain("not to be reached");
        await server.StartAgainAsync();
        cluster.ReadTimeout = TimeSpan.FromSeconds(30);
        await AppendAsync(cluster, 2);

        await AskAsync(cluster, ["e2", "e1"]);
    }

    private static Task AppendAsync(PostgresCluster cluster, int sequence) => PostgresFactsTests.UntilKeptAsync(() => PostgresCluster
        .Log(cluster.Hosts[0]).AppendAsync([new FactRecord(Key(Ada), sequence, Event($"e{sequence}", sequence))], CancellationToken.None).AsTask());

    private static async Task AskAsync(PostgresCluster cluster, string[] expected)
    {
        foreach (var host in cluster.Hosts)
        {
            var page = await PostgresCluster.Models(host).TimelineAsync(World.Shop, Ada, cursor: null, limit: 10, CancellationToken.None);
            page.Items.Select(line => line.Name).ShouldBe(expected);
        }
    }
}
