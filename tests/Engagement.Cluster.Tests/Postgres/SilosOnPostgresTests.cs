using Engagement.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Cluster.Tests.Postgres;

/// <summary>Two silos that know of each other, and of what grains and reminders there are, from the database alone.</summary>
[Collection(PostgresFixture.Collection)]
public sealed class SilosOnPostgresTests(PostgresFixture postgres)
{
    private const string Cluster = "two";

    [RequiresPostgresFact]
    public async Task WhatAGrainWroteIsReadAfterEverySiloHasStopped()
    {
        await using var database = await OrleansDatabase.PreparedAsync(postgres);
        await using (var first = await TestSilo.StartAsync(database.ConnectionString, Cluster))
        await using (var second = await TestSilo.StartAsync(database.ConnectionString, Cluster))
        {
            await first.Grains.GetGrain<INoteGrain>("kept").WriteAsync("once");
            await second.Grains.GetGrain<INoteGrain>("kept").WriteAsync("سلام");
            await second.Grains.GetGrain<INoteGrain>("cleared").WriteAsync("gone soon");
            await first.Grains.GetGrain<INoteGrain>("cleared").ClearAsync();
        }

        await using var again = await TestSilo.StartAsync(database.ConnectionString, Cluster);

        (await again.Grains.GetGrain<INoteGrain>("kept").ReadAsync()).ShouldBe("سلام");
        (await again.Grains.GetGrain<INoteGrain>("cleared").ReadAsync()).ShouldBeNull();
        await again.Grains.GetGrain<INoteGrain>("cleared").WriteAsync("back");
        (await again.Grains.GetGrain<INoteGrain>("cleared").ReadAsync()).ShouldBe("back");
        (await database.ReadAsync("select grain_key || ' ' || version from orleans_grain_state order by 1")).ShouldBe(["cleared 3", "kept 2"]);
    }

    [RequiresPostgresFact]
    public async Task AClientFindsASiloByTheDatabase()
    {
        await using var database = await OrleansDatabase.PreparedAsync(postgres);
        await using var silo = await TestSilo.StartAsync(database.ConnectionString, Cluster);
        using var client = TestSilo.ClientOf(database.ConnectionString, Cluster);
        await client.StartAsync();

        await client.Services.GetRequiredService<IClusterClient>().GetGrain<INoteGrain>("a").WriteAsync("from outside");

        (await silo.Grains.GetGrain<INoteGrain>("a").ReadAsync()).ShouldBe("from outside");
        await client.StopAsync();
    }

    [RequiresPostgresFact]
    public async Task AReminderFiresUntilItIsUnregistered()
    {
        await using var database = await OrleansDatabase.PreparedAsync(postgres);
        var ticks = new ReminderTicks();
        await using var first = await TestSilo.StartAsync(database.ConnectionString, Cluster, ticks);
        await using var second = await TestSilo.StartAsync(database.ConnectionString, Cluster, ticks);
        var alarms = Enumerable.Range(0, 8).Select(number => (Name: $"alarm {number}", Grain: first.Grains.GetGrain<IAlarmGrain>($"alarm {number}"))).ToArray();

        await Task.WhenAll(alarms.Select(alarm => alarm.Grain.SetAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1))));

        var silent = alarms.Select(alarm => alarm.Name).ToHashSet();
        while (silent.Count > 0)
        {
            silent.Remove(await ticks.NextAsync());
        }

        (await alarms[0].Grain.IsSetAsync()).ShouldBeTrue();
        await Task.WhenAll(alarms.Select(alarm => alarm.Grain.CancelAsync()));
        (await alarms[0].Grain.IsSetAsync()).ShouldBeFalse();
        (await database.ReadAsync("select reminder_name from orleans_reminder")).ShouldBeEmpty();
    }

    [RequiresPostgresFact]
    public async Task AReminderIsTakenOverByASiloThatStartsLater()
    {
        await using var database = await OrleansDatabase.PreparedAsync(postgres);
        await using (var before = await TestSilo.StartAsync(database.ConnectionString, Cluster))
        {
            await before.Grains.GetGrain<IAlarmGrain>("kept").SetAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(50));
            await before.Grains.GetGrain<IAlarmGrain>("early").SetAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(1));
        }

        await database.ExecuteAsync("update orleans_reminder set start_at = now() - interval '1 hour' where grain_id like '%early'");
        var ticks = new ReminderTicks();
        await using var after = await TestSilo.StartAsync(database.ConnectionString, Cluster, ticks);

        (await ticks.NextAsync()).ShouldBe("early");
        (await after.Grains.GetGrain<IAlarmGrain>("kept").IsSetAsync()).ShouldBeTrue();
    }

    [RequiresPostgresFact]
    public async Task AKilledSiloIsDeclaredDeadByTheOther()
    {
        await using var database = await OrleansDatabase.PreparedAsync(postgres);
        await using var survivor = await TestSilo.StartAsync(database.ConnectionString, Cluster);
        using var other = await SiloProcess.StartAsync(database.ConnectionString, Cluster);
        await survivor.SeesAsync(other.Address, SiloStatus.Active);
        (await database.ReadAsync("select status from orleans_silo")).ShouldBe(["3", "3"], "both are active");

        other.Kill();

        await survivor.SeesAsync(other.Address, SiloStatus.Dead);
        (await database.ReadAsync($"select suspect_times from orleans_silo where status = 6 and port = {other.Address.Endpoint.Port}"))
            .ShouldHaveSingleItem().ShouldStartWith(survivor.Address.ToParsableString());
    }
}
