using System.Text;
using Engagement.Core.Catalogs;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Definitions;
using Engagement.Core.Workspaces;
using NodaTime;
using Shouldly;

namespace Engagement.Core.Tests.Workspaces;

/// <summary>One workspace: given what was asked of it, when a command comes, then the decision. Every turn goes through the stored form.</summary>
internal sealed class Workspace
{
    public static readonly WorkspaceId Id = new("shop");
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 12, 0);
    public static readonly ApiKey Front = new("front", KeyKind.Write, "aa11", [], Start, RevokedAt: null);
    public static readonly ApiKey Back = new("back", KeyKind.Secret, "bb22", ["campaigns", "people"], Start, RevokedAt: null);

    public WorkspaceState State { get; private set; } = WorkspaceState.Blank(Id);

    public WorkspaceSnapshot Snapshot => State.ShouldBeOfType<WorkspaceState.Existing>().Snapshot;

    public static Workspace Created()
    {
        var workspace = new Workspace();
        workspace.Do(new WorkspaceCommand.Create([Front], "secret"));
        return workspace;
    }

    public static WorkspaceCommand.PutSettings Put(string zone, long? ifVersion = null)
    {
        var document = $$"""{ "zone": "{{zone}}", "locale": "nb" }""";
        return new(document, SettingsDocument.Parse(Encoding.UTF8.GetBytes(document)).Value.ShouldNotBeNull(), ifVersion);
    }

    public Decision<WorkspaceState> Do(WorkspaceCommand command)
    {
        var decision = WorkspaceDecider.Decide(State, command, new TurnContext(Id, Start, Catalog.Empty(Id)));
        if (decision.Changed)
        {
            State = WorkspaceCodec.Decode(Id, Bytes(decision.State));
        }

        return decision;
    }

    public static byte[] Bytes(WorkspaceState state)
    {
        var writer = new ByteWriter();
        WorkspaceCodec.Encode(state, writer);
        return writer.Written.ToArray();
    }
}
