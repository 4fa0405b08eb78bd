using Engagement.Core.Coding;

namespace Engagement.Core.Workspaces;

/// <summary>The form of a key within a stored workspace or a command. Whoever changes it changes their version.</summary>
internal static class ApiKeyCodec
{
    public static void Encode(ApiKey key, ByteWriter into)
    {
        into.Text(key.Id);
        into.Byte((byte)key.Kind);
        into.Text(key.Hash);
        into.Instant(key.CreatedAt);
        into.OptionalInstant(key.RevokedAt);
        into.Number((ulong)key.Scopes.Count);
        foreach (var scope in key.Scopes)
        {
            into.Text(scope);
        }
    }

    public static ApiKey Decode(ref ByteReader from)
    {
        var id = from.Text();
        var kind = from.Enum(KeyKind.Secret);
        var hash = from.Text();
        var createdAt = from.Instant();
        var revokedAt = from.OptionalInstant();
        var scopes = new string[from.Count()];
        for (var i = 0; i < scopes.Length; i++)
        {
            scopes[i] = from.Text();
        }

        return new ApiKey(id, kind, hash, ValueList.From(scopes), createdAt, revokedAt);
    }
}
