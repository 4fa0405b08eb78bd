using Engagement.Core.Workspaces;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Workspaces;

public sealed class WorkspaceCodecTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    [Fact]
    public void Decode_OfEveryVersionEverWritten_ReadsAndWritesTheSameBytes()
    {
        var image = File.ReadAllBytes(Path.Combine(Golden, "workspace-v1.bin"));

        Workspace.Bytes(WorkspaceCodec.Decode(Workspace.Id, image)).ShouldBe(image);
    }

    [Fact]
    public void Encode_OfTheGoldenWorkspace_HasNotChanged() =>
        Workspace.Bytes(Settled().State).ShouldBe(File.ReadAllBytes(Path.Combine(Golden, "workspace-v1.bin")));

    [Fact]
    public void Decode_OfWhatWasEncoded_IsTheSameState()
    {
        var state = Settled().State;

        WorkspaceCodec.Decode(Workspace.Id, Workspace.Bytes(state)).ShouldBe(state);
        WorkspaceCodec.Decode(Workspace.Id, Workspace.Bytes(new Workspace().State)).ShouldBe(new Workspace().State);
    }

    [Fact]
    public void Decode_OfAnUnknownVersion_Throws()
    {
        var image = Workspace.Bytes(Settled().State);
        image[0] = 99;

        Should.Throw<FormatException>(() => WorkspaceCodec.Decode(Workspace.Id, image)).Message.ShouldContain("99");
    }

    [Fact]
    public void Decode_OfAnImageCutShort_Throws()
    {
        var image = Workspace.Bytes(Settled().State);

        for (var length = 0; length < image.Length; length++)
        {
            Should.Throw<FormatException>(() => WorkspaceCodec.Decode(Workspace.Id, image.AsSpan(0, length)));
        }
    }

    private static Workspace Settled()
    {
        var workspace = Workspace.Created();
        workspace.Do(Workspace.Put("Europe/Oslo"));
        workspace.Do(new WorkspaceCommand.AddKey(Workspace.Back));
        workspace.Do(new WorkspaceCommand.RevokeKey("front"));
        return workspace;
    }
}
