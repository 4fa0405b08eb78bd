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
}
