using System.Text;
using Engagement.Core.Coding;
using Engagement.Core.Definitions;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;

namespace Engagement.Cluster.Wire;

internal static class WorkspaceCommandCodec
{
    private static readonly WorkspaceCommand.Describe Describe = new();

    public static void Encode(WorkspaceCommand command, ByteWriter into)
    {
        into.Byte(TagOf(command));
        switch (command)
        {
            case WorkspaceCommand.Create create:
                into.List(create.Keys.Span, static (w, key) => ApiKeyCodec.Encode(key, w));
                into.Text(create.IdentitySecret);
                break;
            case WorkspaceCommand.PutSettings put:
                into.OptionalSigned(put.IfVersion);
                into.Text(put.Document);
                break;
            case WorkspaceCommand.AddKey add:
                ApiKeyCodec.Encode(add.Key, into);
                break;
            case WorkspaceCommand.RevokeKey revoke:
                into.Text(revoke.KeyId);
                break;
        }
    }

    public static WorkspaceCommand Decode(byte tag, ref ByteReader from) => tag switch
    {
        CommandTag.CreateWorkspace => new WorkspaceCommand.Create(from.List(ApiKeyCodec.Decode), from.Text()),
        CommandTag.PutSettings => PutSettings(ref from),
        CommandTag.AddKey => new WorkspaceCommand.AddKey(ApiKeyCodec.Decode(ref from)),
        CommandTag.RevokeKey => new WorkspaceCommand.RevokeKey(from.Text()),
        CommandTag.DescribeWorkspace => Describe,
        _ => throw new FormatException($"{tag} is not the tag of a command to a workspace"),
    };

    private static byte TagOf(WorkspaceCommand command) => command switch
    {
        WorkspaceCommand.Create => CommandTag.CreateWorkspace,
        WorkspaceCommand.PutSettings => CommandTag.PutSettings,
        WorkspaceCommand.AddKey => CommandTag.AddKey,
        WorkspaceCommand.RevokeKey => CommandTag.RevokeKey,
        WorkspaceCommand.Describe => CommandTag.DescribeWorkspace,
        _ => throw new ArgumentException($"{command.GetType().Name} has no form to travel in", nameof(command)),
    };

    private static WorkspaceCommand.PutSettings PutSettings(ref ByteReader from)
    {
        var ifVersion = from.OptionalSigned();
        var document = from.Text();
        var parsed = SettingsDocument.Parse(Encoding.UTF8.GetBytes(document));
        return parsed.IsValid
            ? new WorkspaceCommand.PutSettings(document, parsed.Value, ifVersion)
            : throw new FormatException($"the settings are not right to this silo: {parsed.Errors[0]}");
    }
}
