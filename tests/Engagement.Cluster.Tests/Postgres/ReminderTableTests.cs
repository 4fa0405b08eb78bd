using Engagement.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Cluster.Tests.Postgres;

[Collection(PostgresFixture.Collection)]
public sealed class ReminderTableTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 12, 1, 9, 30, 15, 123, DateTimeKind.Utc);

    private OrleansDatabase _database = null!;
    private TestSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _database = await OrleansDatabase.PreparedAsync(postgres);
        _silo = await TestSilo.StartAsync(_database.ConnectionString, "reminders");
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [RequiresPostgresFact]
    public async Task WhatIsReadIsWhatWasSet()
    {
        var grain = GrainId.Create("alarm", "a");
        await Table.UpsertRow(Reminder(grain, "one", TimeSpan.FromMinutes(1)));
        var etag = await Table.UpsertRow(Reminder(grain, "one", TimeSpan.FromDays(365)));
        await Table.UpsertRow(Reminder(grain, "two", TimeSpan.FromMilliseconds(1)));

        var row = await Table.ReadRow(grain, "one");

        (row!.GrainId, row.ReminderName, row.StartAt, row.Period, row.ETag).ShouldBe((grain, "one", Start, TimeSpan.FromDays(365), etag));
        (await Table.ReadRows(grain)).Reminders.Select(reminder => reminder.ReminderName).ShouldBe(["one", "two"], ignoreOrder: true);
        (await Table.ReadRow(grain, "three")).ShouldBeNull();
    }

    [RequiresPostgresFact]
    public async Task OnlyWhoKnowsTheLastVersionRemovesIt()
    {
        var grain = GrainId.Create("alarm", "a");
        var old = await Table.UpsertRow(Reminder(grain, "one", TimeSpan.FromMinutes(1)));
        var last = await Table.UpsertRow(Reminder(grain, "one", TimeSpan.FromMinutes(1)));

        (await Table.RemoveRow(grain, "one", old!)).ShouldBeFalse();
        (await Table.RemoveRow(grain, "one", last!)).ShouldBeTrue();
        (await Table.RemoveRow(grain, "one", last!)).ShouldBeFalse();
    }

    [RequiresPostgresFact]
    public async Task ThoseOfOneServiceAreNoOthers()
    {
        var grain = GrainId.Create("alarm", "a");
        await Table.UpsertRow(Reminder(grain, "one", TimeSpan.FromMinutes(1)));
        await _database.ExecuteAsync("insert into orleans_reminder select 'other', grain_id, 'two', grain_hash, start_at, period_ms, 1 from orleans_reminder");

        (await Table.ReadRows(grain)).Reminders.ShouldHaveSingleItem().ReminderName.ShouldBe("one");
        (await Table.ReadRows(0, 0)).Reminders.ShouldHaveSingleItem().ReminderName.ShouldBe("one");
        await Table.TestOnlyClearTable();

        (await _database.ReadAsync("select service_id from orleans_reminder")).ShouldBe(["other"]);
    }

    [RequiresPostgresFact]
    public async Task EveryRangeOfTheRingHasItsOwn()
    {
        var grains = Enumerable.Range(0, 60).Select(number => GrainId.Create("alarm", $"{number}")).ToArray();
        foreach (var grain in grains)
        {
            await Table.UpsertRow(Reminder(grain, "one", TimeSpan.FromMinutes(1)));
        }

        uint[] marks = [0, 1, int.MaxValue, 0x80000000, 0x80000001, uint.MaxValue, grains[0].GetUniformHashCode(), grains[1].GetUniformHashCode()];
        foreach (var begin in marks)
        {
            foreach (var end in marks)
            {
                var found = (await Table.ReadRows(begin, end)).Reminders.Select(reminder => reminder.GrainId);

                found.ShouldBe(grains.Where(grain => IsIn(grain.GetUniformHashCode(), begin, end)), ignoreOrder: true, $"({begin}, {end}]");
            }
        }
    }

    private IReminderTable Table => _silo.Services.GetRequiredService<IReminderTable>();

    /// <summary>After the begin, up to and with the end, the way round; from one place to itself is all the way.</summary>
    private static bool IsIn(uint hash, uint begin, uint end) =>
        begin == end || (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end);

    private static ReminderEntry Reminder(GrainId grain, string name, TimeSpan period) =>
        new() { GrainId = grain, ReminderName = name, StartAt = Start, Period = period };
}
