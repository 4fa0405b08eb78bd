using System.Net;
using Engagement.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;

namespace Engagement.Cluster.Tests.Postgres;

/// <summary>Every change of the members of a cluster is the next of one sequence, or is refused.</summary>
[Collection(PostgresFixture.Collection)]
public sealed class MembershipTableTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Always = CancellationToken.None;
    private static readonly DateTime Start = new(2026, 12, 1, 9, 30, 15, 123, DateTimeKind.Utc);

    private OrleansDatabase _database = null!;
    private AdoNetClusteringTable _table = null!;

    public async Task InitializeAsync()
    {
        _database = await OrleansDatabase.PreparedAsync(postgres);
        _table = await OpenAsync();
    }

    public Task DisposeAsync() => _database.DisposeAsync().AsTask();

    [RequiresPostgresFact]
    public async Task OfManyWhoJoinAtTheSameVersionOneDoes()
    {
        var version = (await _table.ReadAllAsync(Always)).Version;

        var joined = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => _table.InsertRowAsync(Silo(number), version.Next(), Always)));

        joined.Count(isIn => isIn).ShouldBe(1);
        var after = await _table.ReadAllAsync(Always);
        after.Version.Version.ShouldBe(version.Version + 1);
        after.Members.Count.ShouldBe(1);
    }

    [RequiresPostgresFact]
    public async Task OfManyWhoChangeTheSameVersionOneDoes()
    {
        await InsertAsync(Silo(1));
        var version = (await _table.ReadAllAsync(Always)).Version;

        var changed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _table.UpdateRowAsync(Silo(1), version.VersionEtag, version.Next(), Always)));

        changed.Count(isTaken => isTaken).ShouldBe(1);
        (await _table.ReadAllAsync(Always)).Version.Version.ShouldBe(version.Version + 1);
    }

    [RequiresPostgresFact]
    public async Task WhatIsReadOfASiloIsWhatItSaid()
    {
        var silo = Silo(1);
        (await InsertAsync(silo)).ShouldBeTrue();
        silo.Status = SiloStatus.Dead;
        silo.AddSuspector(Silo(2).SiloAddress, Start);
        (await UpdateAsync(silo)).ShouldBeTrue();

        var row = (await _table.ReadRowAsync(silo.SiloAddress, Always)).Members.ShouldHaveSingleItem().Item1;

        (row.SiloAddress, row.SiloName, row.HostName, row.Status, row.ProxyPort, row.StartTime, row.IAmAliveTime)
            .ShouldBe((silo.SiloAddress, silo.SiloName, silo.HostName, SiloStatus.Dead, silo.ProxyPort, Start, Start));
        row.SuspectTimes.ShouldBe(silo.SuspectTimes);
        (await _table.ReadRowAsync(Silo(3).SiloAddress, Always)).Members.ShouldBeEmpty();
    }

    [RequiresPostgresFact]
    public async Task ASiloThatIsThereCannotJoinAndOneThatIsNotCannotChange()
    {
        (await InsertAsync(Silo(1))).ShouldBeTrue();
        var version = (await _table.ReadAllAsync(Always)).Version.Version;

        (await InsertAsync(Silo(1))).ShouldBeFalse();
        (await UpdateAsync(Silo(2))).ShouldBeFalse();

        (await _table.ReadAllAsync(Always)).Version.Version.ShouldBe(version, "what is refused is no turn");
    }

    [RequiresPostgresFact]
    public async Task AChangeDoesNotTakeAHeartbeatBack()
    {
        var silo = Silo(1);
        await InsertAsync(silo);
        var alive = Silo(1);
        alive.IAmAliveTime = Start + TimeSpan.FromMinutes(1);
        await _table.UpdateIAmAliveAsync(alive, Always);

        (await UpdateAsync(silo)).ShouldBeTrue();

        (await _table.ReadRowAsync(silo.SiloAddress, Always)).Members[0].Item1.IAmAliveTime.ShouldBe(alive.IAmAliveTime);
    }

    [RequiresPostgresFact]
    public async Task OnlyTheLongDeadAreCleanedUp()
    {
        foreach (var (number, status, suspected) in new[] { (1, SiloStatus.Dead, false), (2, SiloStatus.Active, false), (3, SiloStatus.Dead, true) })
        {
            var silo = Silo(number);
            silo.Status = status;
            await InsertAsync(silo);
            if (suspected)
            {
                silo.AddSuspector(Silo(2).SiloAddress, Start);
                (await UpdateAsync(silo)).ShouldBeTrue();
            }
        }

        await _table.CleanupDefunctSiloEntriesAsync(Start, Always);
        (await PortsAsync()).ShouldBe(["1", "2", "3"]);
        await _table.CleanupDefunctSiloEntriesAsync(Start + TimeSpan.FromSeconds(1), Always);
        (await PortsAsync()).ShouldBe(["2"]);
    }

    /// <summary>The statement of providers before 10.4, which newer ones still ask for.</summary>
    [RequiresPostgresFact]
    public async Task TheLongDeadAreCleanedUpByOneStatementToo()
    {
        await _database.ExecuteAsync("delete from orleansquery where querykey = 'CleanupDefunctSiloEntryKey'");
        var older = await OpenAsync();
        var dead = Silo(1);
        dead.Status = SiloStatus.Dead;
        await InsertAsync(dead);
        await InsertAsync(Silo(2));

        await older.CleanupDefunctSiloEntriesAsync(Start + TimeSpan.FromSeconds(1), Always);

        (await PortsAsync()).ShouldBe(["2"]);
    }

    [RequiresPostgresFact]
    public async Task AClusterIsDeletedWithItsSilosAndNoOther()
    {
        await InsertAsync(Silo(1));
        await _database.ExecuteAsync("insert into orleans_cluster values ('other', 3)");

        await _table.DeleteMembershipTableEntriesAsync("membership", Always);

        (await _database.ReadAsync("select deployment_id from orleans_cluster")).ShouldBe(["other"]);
        (await _database.ReadAsync("select port from orleans_silo")).ShouldBeEmpty();
        await _table.InitializeMembershipTableAsync(tryInitTableVersion: true, Always);
        (await _table.ReadAllAsync(Always)).Version.Version.ShouldBe(0);
    }

    private async Task<AdoNetClusteringTable> OpenAsync()
    {
        var table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = "membership" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = _database.ConnectionString }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, Always);
        return table;
    }

    private async Task<bool> InsertAsync(MembershipEntry silo) => await _table.InsertRowAsync(silo, (await _table.ReadAllAsync(Always)).Version.Next(), Always);

    private async Task<bool> UpdateAsync(MembershipEntry silo)
    {
        var version = (await _table.ReadAllAsync(Always)).Version;
        return await _table.UpdateRowAsync(silo, version.VersionEtag, version.Next(), Always);
    }

    private Task<List<string>> PortsAsync() => _database.ReadAsync("select port from orleans_silo order by 1");

    private static MembershipEntry Silo(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse("10.0.0.1"), number, 7),
        SiloName = $"silo {number}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30_000,
        StartTime = Start,
        IAmAliveTime = Start,
        SuspectTimes = [],
    };
}
