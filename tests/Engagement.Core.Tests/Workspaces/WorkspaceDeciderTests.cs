using Engagement.Core.Catalogs;
using Engagement.Core.Decisions;
using Engagement.Core.Workspaces;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Workspaces;

public sealed class WorkspaceDeciderTests
{
    [Fact]
    public void Create_WhenThereIsNone_MakesItWithItsKeys()
    {
        var workspace = new Workspace();

        var decision = workspace.Do(new WorkspaceCommand.Create([Workspace.Front, Workspace.Back], "secret"));

        workspace.Snapshot.ShouldBe(new WorkspaceSnapshot(
            Workspace.Id, 1, WorkspaceSettings.Default, "{}", [Workspace.Front, Workspace.Back], "secret"));
        decision.Effects.ShouldBe([new Effect.PublishWorkspace(workspace.Snapshot)]);
        decision.Reply.ShouldBe(new WorkspaceView(workspace.Snapshot));
    }

    [Fact]
    public void Create_WhenItExists_IsRefused() =>
        Workspace.Created().Do(new WorkspaceCommand.Create([], "other")).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.WrongState);

    [Fact]
    public void PutSettings_WhenTheyAreOthers_ReplacesThem()
    {
        var workspace = Workspace.Created();

        var decision = workspace.Do(Workspace.Put("Europe/Oslo", ifVersion: 1));

        workspace.Snapshot.Version.ShouldBe(2);
        workspace.Snapshot.Settings.Zone.ShouldBe("Europe/Oslo");
        workspace.Snapshot.Settings.Locale.ShouldBe("nb");
        decision.Effects.Count.ShouldBe(1);
    }

    [Fact]
    public void PutSettings_WhenTheyAreTheSame_ChangesNothing()
    {
        var workspace = Workspace.Created();
        workspace.Do(Workspace.Put("Europe/Oslo"));

        var decision = workspace.Do(Workspace.Put("Europe/Oslo"));

        decision.Changed.ShouldBeFalse();
        decision.Reply.ShouldBe(new WorkspaceView(workspace.Snapshot));
    }

    [Fact]
    public void PutSettings_WhenTheVersionIsAnother_IsRefused() =>
        Workspace.Created().Do(Workspace.Put("Europe/Oslo", ifVersion: 3)).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.VersionMismatch);

    [Fact]
    public void AddKey_WhenItIsNew_KeepsItBehindTheOthers()
    {
        var workspace = Workspace.Created();

        workspace.Do(new WorkspaceCommand.AddKey(Workspace.Back));

        workspace.Snapshot.Keys.ShouldBe([Workspace.Front, Workspace.Back]);
        workspace.Snapshot.Version.ShouldBe(2);
    }

    [Fact]
    public void AddKey_WhenItIsThere_ChangesNothing() =>
        Workspace.Created().Do(new WorkspaceCommand.AddKey(Workspace.Front)).Changed.ShouldBeFalse();

    [Fact]
    public void AddKey_WhenAnotherHasItsName_IsRefused() =>
        Workspace.Created().Do(new WorkspaceCommand.AddKey(Workspace.Back with { Id = "front" }))
            .Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.WrongState);

    [Fact]
    public void RevokeKey_WhenItIsInForce_NotesWhenOnce()
    {
        var workspace = Workspace.Created();

        workspace.Do(new WorkspaceCommand.RevokeKey("front"));

        workspace.Snapshot.Keys.ShouldBe([Workspace.Front with { RevokedAt = Workspace.Start }]);
        workspace.Do(new WorkspaceCommand.RevokeKey("front")).Changed.ShouldBeFalse();
        workspace.Snapshot.Version.ShouldBe(2);
    }

    [Fact]
    public void RevokeKey_WhenThereIsNone_IsRefused() =>
        Workspace.Created().Do(new WorkspaceCommand.RevokeKey("none")).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.NotFound);

    [Fact]
    public void PutSettings_WhenThereIsNoWorkspace_IsRefused() =>
        new Workspace().Do(Workspace.Put("Europe/Oslo")).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.NotFound);

    public static TheoryData<Type, Type> Pairs() => Union.Pairs(typeof(WorkspaceState), typeof(WorkspaceCommand));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Decide_ForEveryStateAndCommand_GivesADecision(Type state, Type command)
    {
        var context = new TurnContext(Workspace.Id, Workspace.Start, Catalog.Empty(Workspace.Id));

        var decision = WorkspaceDecider.Decide(
            State(state), (WorkspaceCommand)Union.Make(command, Workspace.Back, WorkspaceSettings.Default), context);

        decision.State.ShouldNotBeNull();
        (decision.Refusal is null || !decision.Changed).ShouldBeTrue();
    }

    private static WorkspaceState State(Type type) => type.Name switch
    {
        nameof(WorkspaceState.None) => WorkspaceState.Blank(Workspace.Id),
        nameof(WorkspaceState.Existing) => Workspace.Created().State,
        _ => throw new InvalidOperationException($"teach this test to make a {type.Name}"),
    };
}
