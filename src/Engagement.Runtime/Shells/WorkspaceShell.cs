using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Workspaces;
using NodaTime;

namespace Engagement.Runtime.Shells;

/// <summary>A workspace as a host holds it.</summary>
public sealed class WorkspaceShell : ActorShell
{
    private WorkspaceState _state;

    public WorkspaceShell(ActorKey key)
        : base(key) => _state = WorkspaceState.Blank(key.Workspace);

    /// <exception cref="FormatException">The image is not one of a workspace.</exception>
    public WorkspaceShell(ActorKey key, ReadOnlyMemory<byte> image)
        : base(key) => _state = WorkspaceCodec.Decode(key.Workspace, image.Span);

    /// <summary>Null while there is none. What a host tells the <see cref="Catalogs.CatalogDirectory"/> of at start.</summary>
    public WorkspaceSnapshot? Snapshot => (_state as WorkspaceState.Existing)?.Snapshot;

    public override Instant? NextDue => null;

    public override IActorCommand? WakeUp => null;

    public override Turn Decide(IActorCommand command, in TurnContext context)
    {
        var decision = WorkspaceDecider.Decide(_state, Expect<WorkspaceCommand>(command), context);
        _state = decision.State;
        return Turn.Of(decision);
    }

    public override void Encode(ByteWriter into) => WorkspaceCodec.Encode(_state, into);

    public override ValueList<Effect> Resume() => [];
}
