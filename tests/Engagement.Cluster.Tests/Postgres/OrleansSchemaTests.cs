using Engagement.Testing.Postgres;

namespace Engagement.Cluster.Tests.Postgres;

[Collection(PostgresFixture.Collection)]
public sealed class OrleansSchemaTests(PostgresFixture postgres)
{
    /// <summary>Every object with its identity, and every statement with the transaction that wrote it: what is written again differs.</summary>
    private const string Everything = """
        select concat_ws(' ', 'object', oid, relname, xmin) from pg_class where relnamespace = 'public'::regnamespace
        union all select concat_ws(' ', 'statement', querykey, xmin, ctid) from orleansquery
        order by 1
        """;

    private const string Statements = "select querykey || ' ' || querytext from orleansquery order by 1";

    [RequiresPostgresFact]
    public async Task ApplyingTwiceChangesNothing()
    {
        await using var database = await OrleansDatabase.PreparedAsync(postgres);
        var once = await database.ReadAsync(Everything);

        await database.ApplyAsync();

        (await database.ReadAsync(Everything)).ShouldBe(once);
        once.Count(line => line.StartsWith("statement", StringComparison.Ordinal)).ShouldBe(21);
    }

    [RequiresPostgresFact]
    public async Task ManySilosMayApplyItAtOnce()
    {
        await using var database = await OrleansDatabase.EmptyAsync(postgres);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(database.ApplyAsync)));

        var made = await database.ReadAsync(Everything);
        await database.ApplyAsync();
        (await database.ReadAsync(Everything)).ShouldBe(made);
    }

    [RequiresPostgresFact]
    public async Task AStatementOfAnEarlierVersionIsBroughtUpToDate()
    {
        await using var database = await OrleansDatabase.PreparedAsync(postgres);
        var current = await database.ReadAsync(Statements);
        await database.ExecuteAsync("update orleansquery set querytext = '/* engagement */ select 1' where querykey in ('ReadFromStorageKey', 'GatewaysQueryKey')");
        await database.ExecuteAsync("delete from orleansquery where querykey = 'DeleteStorageKey'");

        await database.ApplyAsync();

        (await database.ReadAsync(Statements)).ShouldBe(current);
    }

    [RequiresPostgresFact]
    public async Task AProviderThatHasStatementsFromElsewhereIsLeftAlone()
    {
        await using var database = await OrleansDatabase.EmptyAsync(postgres);
        await database.ExecuteAsync("""
            create table orleansquery (querykey varchar(64) not null primary key, querytext varchar(8000) not null);
            insert into orleansquery values ('MembershipReadAllKey', 'select 1'), ('GatewaysQueryKey', 'select 2'), ('WriteToStorageKey', 'select 3'), ('Other', 'select 4')
            """);

        await database.ApplyAsync();

        var keys = await database.ReadAsync("select querykey from orleansquery where querytext like '/* engagement */%' order by 1");
        keys.ShouldBe(
        [
            "DeleteReminderRowKey", "DeleteReminderRowsKey", "ReadRangeRows1Key", "ReadRangeRows2Key", "ReadReminderRowKey",
            "ReadReminderRowsKey", "UpsertReminderRowKey",
        ]);
        (await database.ReadAsync(Statements)).Where(line => !line.Contains("engagement", StringComparison.Ordinal))
            .ShouldBe(["GatewaysQueryKey select 2", "MembershipReadAllKey select 1", "Other select 4", "WriteToStorageKey select 3"]);
    }
}
