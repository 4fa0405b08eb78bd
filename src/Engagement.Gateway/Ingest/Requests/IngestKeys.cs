using System.Text.Unicode;
using Engagement.Core;
using Engagement.Gateway.Ingest.Faults;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>
/// Whose a request is: by the Basic user name, else by <c>writeKey</c> in the body, else by the Bearer token. Nobody's key is refused before
/// anything that is wrong with the body.
/// </summary>
internal sealed class IngestKeys(KeyRing keys, FaultLog faults)
{
    private const string Bearer = "Bearer ";

    private static readonly Refusal Missing = Refusal.Of(
        Problems.MissingKey, "send the write key as the Basic user name, as writeKey in the body, or as 'Authorization: Bearer wk_...'");

    private static readonly Refusal Unknown = Refusal.Of(Problems.UnknownKey, "no workspace has this key, or it was revoked");
    private static readonly Refusal Narrow = Refusal.Of(Problems.WrongScope, $"the key lacks the scope '{Scopes.Ingest}'");

    /// <summary>Looks at the header alone: true when that decides, so that no stranger's body is read.</summary>
    public bool TryBasic(string authorization, out KeyGrant? grant, out Refusal? refusal)
    {
        grant = null;
        refusal = null;
        Span<char> user = stackalloc char[BasicUser.Longest];
        if (!BasicUser.TryRead(authorization, user, out var length))
        {
            return false;
        }

        Judge(user[..length], out grant, out refusal);
        return true;
    }

    /// <summary>Looks at the rest, when the header does not decide.</summary>
    public void Find(string authorization, ReadOnlySpan<byte> body, Slice writeKey, out KeyGrant? grant, out Refusal? refusal)
    {
        if (writeKey.IsPresent)
        {
            Span<char> text = stackalloc char[BasicUser.Longest];
            Utf8.ToUtf16(writeKey.In(body), text, out _, out var length);
            Judge(text[..length], out grant, out refusal);
        }
        else if (!TryBearer(authorization, out grant, out refusal))
        {
            refusal = Missing;
            faults.Count(FaultReason.UnknownKey, 1);
        }
    }

    /// <summary>Looks at the rest of the header, when the body cannot be read.</summary>
    /// <returns>False when there is no key in it.</returns>
    public bool TryBearer(string authorization, out KeyGrant? grant, out Refusal? refusal)
    {
        grant = null;
        refusal = null;
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Judge(authorization.AsSpan(Bearer.Length).Trim(), out grant, out refusal);
        return true;
    }

    private void Judge(ReadOnlySpan<char> key, out KeyGrant? grant, out Refusal? refusal)
    {
        grant = keys.Find(key);
        refusal = grant is null ? Unknown : grant.Allows(Scopes.Ingest) ? null : Narrow;
        if (refusal is not null)
        {
            grant = null;
            faults.Count(refusal == Unknown ? FaultReason.UnknownKey : FaultReason.WrongScope, 1);
        }
    }
}
