namespace Engagement.Core.Workspaces;

/// <summary>What one workspace's actor can be asked.</summary>
public abstract record WorkspaceCommand : IActorCommand
{
    private WorkspaceCommand()
    {
    }

    /// <summary>Brings the workspace into being with its first keys. Refused with <see cref="Refusal.WrongState"/> when it exists.</summary>
    /// <param name="Keys">Hashes only; whoever made the keys shows them once.</param>
    public sealed record Create(ValueList<ApiKey> Keys, string IdentitySecret) : WorkspaceCommand;

    /// <param name="Settings">Already read from <paramref name="Document"/> and found right.</param>
    public sealed record PutSettings(string Document, WorkspaceSettings Settings, long? IfVersion) : WorkspaceCommand;

    public sealed record AddKey(ApiKey Key) : WorkspaceCommand;

    /// <summary>The key is refused from the next request on. Revoking twice changes nothing.</summary>
    public sealed record RevokeKey(string KeyId) : WorkspaceCommand;

    /// <summary>Query: <see cref="WorkspaceView"/>.</summary>
    public sealed record Describe : WorkspaceCommand;
}

/// <summary>The answer to every workspace command that was taken.</summary>
/// <param name="Snapshot">Null: there is no such workspace.</param>
public sealed record WorkspaceView(WorkspaceSnapshot? Snapshot) : IReply;
