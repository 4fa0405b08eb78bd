using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Engagement.Core;
using Engagement.Core.Workspaces;
using NodaTime;

namespace Engagement.Gateway.Keys;

/// <summary>
/// A key just made. Its text exists only here; what is kept is <see cref="Stored"/>.
/// The text is <c>wk_</c> or <c>sk_</c>, 32 random bytes in base64url, and 6 characters that check them, so that a scanner for leaked
/// secrets can tell a key from chance.
/// </summary>
public sealed record NewKey(string Text, ApiKey Stored)
{
    public const string WritePrefix = "wk_";
    public const string SecretPrefix = "sk_";

    private const int RandomBytes = 32;
    private const int CheckLength = 6;
    private const int CheckedBytes = 4;

    /// <param name="scopes">Empty: all that its kind may do.</param>
    public static NewKey Make(KeyKind kind, ValueList<string> scopes, Instant now) => Of(
        kind, RandomNumberGenerator.GetBytes(RandomBytes), "key_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9)), scopes, now);

    /// <summary>The same key whenever and wherever it is made, so that several processes need not agree on one. As secret as the secret.</summary>
    /// <param name="secret">Of a workspace, as <see cref="MakeIdentitySecret"/> makes them.</param>
    /// <param name="id">Of the key in its workspace; another id gives another key.</param>
    public static NewKey Derive(KeyKind kind, string secret, string id, Instant now) => Of(
        kind, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(id)), id, [], now);

    /// <summary>A secret to sign user tokens with: <c>is_</c> and 32 random bytes.</summary>
    public static string MakeIdentitySecret() => "is_" + RandomText();

    /// <summary>Whether a text has the shape and the right check of a key. Says nothing of whether it is anybody's.</summary>
    public static bool IsWellFormed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = WritePrefix.Length + Base64Url.GetEncodedLength(RandomBytes) + CheckLength;
        return text.Length == length
            && (text.StartsWith(WritePrefix, StringComparison.Ordinal) || text.StartsWith(SecretPrefix, StringComparison.Ordinal))
            && text.EndsWith(CheckOf(text.AsSpan(..^CheckLength)), StringComparison.Ordinal);
    }

    /// <summary>As in <see cref="ApiKey.Hash"/>.</summary>
    public static string HashOf(ReadOnlySpan<char> key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(key, digest);
        return Convert.ToHexStringLower(digest);
    }

    private static NewKey Of(KeyKind kind, byte[] bytes, string id, ValueList<string> scopes, Instant now)
    {
        var body = (kind == KeyKind.Secret ? SecretPrefix : WritePrefix) + Base64Url.EncodeToString(bytes);
        var text = body + CheckOf(body);
        return new NewKey(text, new ApiKey(id, kind, HashOf(text), scopes, now, null));
    }

    private static string RandomText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    private static string CheckOf(ReadOnlySpan<char> body)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(body, digest);
        return Base64Url.EncodeToString(digest[..CheckedBytes]);
    }

    private static void Digest(ReadOnlySpan<char> text, Span<byte> into)
    {
        const int OnStack = 1024;
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = length > OnStack ? new byte[length] : stackalloc byte[OnStack];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], into);
    }
}
