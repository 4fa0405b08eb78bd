using System.Collections.Concurrent;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Keys;

/// <summary>
/// Finds what a presented key may do. A key revoked is refused from the next call on. Texts of keys that were found are remembered with
/// their hash, at most <see cref="Remembered"/>, so that a busy client costs no hashing. Safe for any number of threads.
/// </summary>
public sealed class KeyRing
{
    private const int Remembered = 1024;
    private const int LongestKey = 256;

    private readonly IActorHost _host;
    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _byText;

    public KeyRing(IActorHost host)
    {
        _host = host;
        _byText = _hashes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The workspace and rights of a key's text; null when it is nobody's or was revoked.</summary>
    public KeyGrant? Find(ReadOnlySpan<char> key)
    {
        if (key.Length is 0 or > LongestKey)
        {
            return null;
        }

        if (_byText.TryGetValue(key, out var known))
        {
            return _host.FindKey(known);
        }

        var hash = NewKey.HashOf(key);
        var grant = _host.FindKey(hash);
        if (grant is not null && _hashes.Count < Remembered)
        {
            _byText[key] = hash;
        }

        return grant;
    }
}
