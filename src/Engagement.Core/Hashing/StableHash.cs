using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Engagement.Core.Hashing;

/// <summary>
/// Hashes that are kept: equal for equal input in every process, on every machine, in every version. Texts are hashed as UTF-8.
/// Not for secrets: <see cref="Of(string, ulong)"/> is not collision resistant against an attacker.
/// </summary>
public static class StableHash
{
    private const int OnStack = 512;

    /// <summary>64 bits by xxHash64. Allocates nothing.</summary>
    public static ulong Of(ReadOnlySpan<byte> utf8, ulong seed = 0) => XxHash64.Of(utf8, seed);

    /// <summary>64 bits of the text's UTF-8. Allocates nothing; a text of 170 characters or more borrows from the shared pool.</summary>
    public static ulong Of(string text, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = longest > OnStack ? ArrayPool<byte>.Shared.Rent(longest) : null;
        var utf8 = rented ?? stackalloc byte[OnStack];
        var hash = XxHash64.Of(utf8[..Encoding.UTF8.GetBytes(text, utf8)], seed);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>
    /// An id of 22 characters (base64url, no padding): the first 128 bits of SHA-256 over the parts. Each part is preceded by its length,
    /// so that moving a character from one part to the next gives another id.
    /// </summary>
    public static string Id128(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts) length += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        var bytes = length > OnStack ? new byte[length] : stackalloc byte[length];
        var rest = bytes;
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32LittleEndian(rest, written);
            rest = rest[(sizeof(int) + written)..];
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return Base64Url.EncodeToString(digest[..16]);
    }
}
