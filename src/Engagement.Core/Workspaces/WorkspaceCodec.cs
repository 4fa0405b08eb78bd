using System.Text;
using Engagement.Core.Coding;
using Engagement.Core.Definitions;

namespace Engagement.Core.Workspaces;

/// <summary>The stored form of a workspace. The first byte is its version. Settings are read again from their document on load.</summary>
public static class WorkspaceCodec
{
    private const byte Version = 1;

    public static void Encode(WorkspaceState state, ByteWriter into)
    {
        into.Byte(Version);
        into.Bool(state is WorkspaceState.Existing);
        if (state is WorkspaceState.Existing { Snapshot: var snapshot })
        {
            into.Number((ulong)snapshot.Version);
            into.Text(snapshot.SettingsDocument);
            into.OptionalText(snapshot.IdentitySecret);
            into.Number((ulong)snapshot.Keys.Count);
            foreach (var key in snapshot.Keys)
            {
                ApiKeyCodec.Encode(key, into);
            }
        }
    }

    /// <exception cref="FormatException">Not what <see cref="Encode"/> wrote, or settings that are not right.</exception>
    public static WorkspaceState Decode(WorkspaceId id, ReadOnlySpan<byte> image)
    {
        var reader = new ByteReader(image);
        var format = reader.Byte();
        if (format != Version)
        {
            throw new FormatException($"version {format} of a stored workspace is not known");
        }

        WorkspaceState state = reader.Bool() ? new WorkspaceState.Existing(Snapshot(id, ref reader)) : new WorkspaceState.None(id);
        return reader.AtEnd ? state : throw new FormatException("a stored workspace goes on past its end");
    }

    private static WorkspaceSnapshot Snapshot(WorkspaceId id, ref ByteReader reader)
    {
        var version = (long)reader.Number();
        var document = reader.Text();
        var identitySecret = reader.OptionalText();
        var keys = new ApiKey[reader.Count()];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ApiKeyCodec.Decode(ref reader);
        }

        return new WorkspaceSnapshot(id, version, Settings(id, document), document, ValueList.From(keys), identitySecret);
    }

    private static WorkspaceSettings Settings(WorkspaceId id, string document)
    {
        var parsed = SettingsDocument.Parse(Encoding.UTF8.GetBytes(document));
        return parsed.Value ?? throw new FormatException($"the stored settings of workspace '{id}' are not right: {parsed.Errors[0]}");
    }
}
