using Engagement.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Engagement.Cluster.Tests.Postgres;

/// <summary>Who writes must know the last version, whoever else writes.</summary>
[Collection(PostgresFixture.Collection)]
public sealed class GrainStorageTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Kind = "note";

    private static readonly GrainId Anna = GrainId.Create(Kind, "u\u001fshop\u001fanna");

    private OrleansDatabase _database = null!;
    private TestSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _database = await OrleansDatabase.PreparedAsync(postgres);
        _silo = await TestSilo.StartAsync(_database.ConnectionString, "storage");
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [RequiresPostgresFact]
    public async Task OfTwoWhoKnowOfNoStateOneIsFirst()
    {
        var states = Enumerable.Range(0, 8).Select(number => Holding($"{number}")).ToArray();

        var conflicts = await Task.WhenAll(states.Select(state => IsRefusedAsync(() => Storage.WriteStateAsync(Kind, Anna, state))));

        conflicts.Count(isRefused => !isRefused).ShouldBe(1);
        var winner = states[Array.IndexOf(conflicts, false)];
        (await ReadAsync(Anna)).State!.Text.ShouldBe(winner.State!.Text);
    }

    [RequiresPostgresFact]
    public async Task OfTwoWhoReadTheSameVersionOneWrites()
    {
        await Storage.WriteStateAsync(Kind, Anna, Holding("first"));
        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(Anna)));

        var conflicts = await Task.WhenAll(states.Select(state => IsRefusedAsync(() => Storage.WriteStateAsync(Kind, Anna, state))));

        conflicts.Count(isRefused => !isRefused).ShouldBe(1);
        (await ReadAsync(Anna)).ETag.ShouldBe("2");
    }

    [RequiresPostgresTheory]
    [InlineData(TestSilo.Storage)]
    [InlineData(TestSilo.DeletingStorage)]
    public async Task WhatWasClearedCannotBeWrittenBack(string name)
    {
        var storage = Named(name);
        var held = Holding("first");
        await storage.WriteStateAsync(Kind, Anna, held);
        var other = await ReadAsync(Anna);

        await storage.ClearStateAsync(Kind, Anna, other);

        (other.RecordExists, other.State!.Text).ShouldBe((false, null));
        (await IsRefusedAsync(() => storage.WriteStateAsync(Kind, Anna, held))).ShouldBeTrue();
        (await IsRefusedAsync(() => storage.ClearStateAsync(Kind, Anna, held))).ShouldBeTrue();
        (await ReadAsync(Anna)).RecordExists.ShouldBeFalse();
        other.State!.Text = "again";
        await storage.WriteStateAsync(Kind, Anna, other);
        (await ReadAsync(Anna)).State!.Text.ShouldBe("again");
        (await _database.ReadAsync("select count(*) from orleans_grain_state")).ShouldBe(["1"]);
    }

    [RequiresPostgresFact]
    public async Task TheDeletingStorageLeavesNoRow()
    {
        var held = Holding("first");
        await Named(TestSilo.DeletingStorage).WriteStateAsync(Kind, Anna, held);

        await Named(TestSilo.DeletingStorage).ClearStateAsync(Kind, Anna, held);

        held.ETag.ShouldBeNull();
        (await _database.ReadAsync("select version from orleans_grain_state")).ShouldBeEmpty();
    }

    [RequiresPostgresFact]
    public async Task EachKindOfKeyIsItsOwn()
    {
        var key = Guid.Parse("00000000-0000-0000-0700-000000000000");
        GrainId[] grains =
        [
            GrainId.Create(Kind, "seven"),
            GrainId.Create(GrainType.Create(Kind), GrainIdKeyExtensions.CreateIntegerKey(7)),
            GrainId.Create(GrainType.Create(Kind), GrainIdKeyExtensions.CreateIntegerKey(7, "x")),
            GrainId.Create(GrainType.Create(Kind), GrainIdKeyExtensions.CreateGuidKey(key)),
            GrainId.Create(GrainType.Create(Kind), GrainIdKeyExtensions.CreateGuidKey(key, "x")),
        ];

        foreach (var grain in grains)
        {
            await Storage.WriteStateAsync(Kind, grain, Holding($"{grain}"));
            await Storage.WriteStateAsync("other", grain, Holding($"other {grain}"));
        }

        foreach (var grain in grains)
        {
            (await ReadAsync(grain)).State!.Text.ShouldBe($"{grain}");
        }
    }

    [RequiresPostgresFact]
    public async Task TheVersionAfterTheLastIsTheFirst()
    {
        await Storage.WriteStateAsync(Kind, Anna, Holding("first"));
        await _database.ExecuteAsync($"update orleans_grain_state set version = {int.MaxValue}");
        var held = await ReadAsync(Anna);

        await Storage.WriteStateAsync(Kind, Anna, held);

        held.ETag.ShouldBe("1");
    }

    [RequiresPostgresFact]
    public async Task AnUpdateOfAStateTouchesNoIndex()
    {
        var held = Holding("first");
        await Storage.WriteStateAsync(Kind, Anna, held);
        await Storage.WriteStateAsync(Kind, Anna, held);

        // Both versions are on one page, and the index leads to the older one.
        (await _database.ReadAsync("select (ctid::text::point)[0] from orleans_grain_state")).ShouldBe(["0"]);
        await _database.ExecuteAsync("create extension pageinspect");
        (await _database.ReadAsync("select count(*) from bt_page_items('orleans_grain_state_pkey', 1)")).ShouldBe(["1"]);
    }

    private IGrainStorage Storage => Named(TestSilo.Storage);

    private IGrainStorage Named(string name) => _silo.Services.GetRequiredKeyedService<IGrainStorage>(name);

    private async Task<GrainState<Note>> ReadAsync(GrainId grain)
    {
        var state = new GrainState<Note>(new Note());
        await Storage.ReadStateAsync(Kind, grain, state);
        return state;
    }

    private static GrainState<Note> Holding(string text) => new(new Note { Text = text });

    private static async Task<bool> IsRefusedAsync(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (InconsistentStateException)
        {
            return true;
        }
    }
}
