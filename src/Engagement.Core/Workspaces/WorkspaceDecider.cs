using System.Diagnostics;
using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.Core.Workspaces;

/// <summary>
/// A workspace's settings and keys. Every accepted change adds one to the version and is published; asking for what is already so is taken
/// and changes nothing.
/// </summary>
public static class WorkspaceDecider
{
    public static Decision<WorkspaceState> Decide(WorkspaceState state, WorkspaceCommand command, TurnContext context) => state switch
    {
        WorkspaceState.None none => Decide(none, command),
        WorkspaceState.Existing existing => Decide(existing, command, context.Now),
        _ => throw new UnreachableException($"{state.GetType().Name} x {command.GetType().Name}"),
    };

    private static Decision<WorkspaceState> Decide(WorkspaceState.None none, WorkspaceCommand command) => command switch
    {
        WorkspaceCommand.Describe => Decision<WorkspaceState>.Answer(none, new WorkspaceView(null)),
        WorkspaceCommand.Create create => Published(
            new WorkspaceSnapshot(none.Id, 1, WorkspaceSettings.Default, "{}", create.Keys, create.IdentitySecret)),
        _ => Decision<WorkspaceState>.Refuse(none, Refusal.Of(Refusal.NotFound, $"there is no workspace '{none.Id}'")),
    };

    private static Decision<WorkspaceState> Decide(WorkspaceState.Existing workspace, WorkspaceCommand command, Instant now) => command switch
    {
        WorkspaceCommand.Describe => Same(workspace),
        WorkspaceCommand.PutSettings put => PutSettings(workspace, put),
        WorkspaceCommand.AddKey add => AddKey(workspace, add.Key),
        WorkspaceCommand.RevokeKey revoke => RevokeKey(workspace, revoke.KeyId, now),
        WorkspaceCommand.Create => Decision<WorkspaceState>.Refuse(
            workspace, Refusal.Of(Refusal.WrongState, $"the workspace '{workspace.Id}' exists already")),
        _ => throw new UnreachableException($"{nameof(WorkspaceState.Existing)} x {command.GetType().Name}"),
    };

    private static Decision<WorkspaceState> PutSettings(WorkspaceState.Existing workspace, WorkspaceCommand.PutSettings put)
    {
        var snapshot = workspace.Snapshot;
        if (put.IfVersion is { } expected && expected != snapshot.Version)
        {
            return Decision<WorkspaceState>.Refuse(
                workspace, Refusal.Of(Refusal.VersionMismatch, $"expected version {expected}, found {snapshot.Version}"));
        }

        return put.Document == snapshot.SettingsDocument
            ? Same(workspace)
            : Published(snapshot with { Version = snapshot.Version + 1, Settings = put.Settings, SettingsDocument = put.Document });
    }

    private static Decision<WorkspaceState> AddKey(WorkspaceState.Existing workspace, ApiKey key)
    {
        var snapshot = workspace.Snapshot;
        if (IndexOf(snapshot, key.Id) is not { } index)
        {
            return Published(snapshot with { Version = snapshot.Version + 1, Keys = [.. snapshot.Keys, key] });
        }

        return snapshot.Keys[index].Hash == key.Hash
            ? Same(workspace)
            : Decision<WorkspaceState>.Refuse(workspace, Refusal.Of(Refusal.WrongState, $"another key is named '{key.Id}'"));
    }

    private static Decision<WorkspaceState> RevokeKey(WorkspaceState.Existing workspace, string keyId, Instant now)
    {
        var snapshot = workspace.Snapshot;
        if (IndexOf(snapshot, keyId) is not { } index)
        {
            return Decision<WorkspaceState>.Refuse(workspace, Refusal.Of(Refusal.NotFound, $"there is no key '{keyId}'"));
        }

        if (snapshot.Keys[index].RevokedAt is not null)
        {
            return Same(workspace);
        }

        ApiKey[] keys = [.. snapshot.Keys];
        keys[index] = keys[index] with { RevokedAt = now };
        return Published(snapshot with { Version = snapshot.Version + 1, Keys = ValueList.From(keys) });
    }

    private static int? IndexOf(WorkspaceSnapshot snapshot, string keyId)
    {
        for (var i = 0; i < snapshot.Keys.Count; i++)
        {
            if (snapshot.Keys[i].Id == keyId)
            {
                return i;
            }
        }

        return null;
    }

    private static Decision<WorkspaceState> Published(WorkspaceSnapshot snapshot) => new(new WorkspaceState.Existing(snapshot), Changed: true)
    {
        Effects = [new Effect.PublishWorkspace(snapshot)],
        Reply = new WorkspaceView(snapshot),
    };

    private static Decision<WorkspaceState> Same(WorkspaceState.Existing workspace) =>
        Decision<WorkspaceState>.Answer(workspace, new WorkspaceView(workspace.Snapshot));
}
