using System.Text;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Keys;

/// <summary>What a request shows to be let in: a key, a user token, or both.</summary>
internal readonly record struct Credentials(string? Key, string? UserToken)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <param name="fromQuery">
    /// Also takes <c>writeKey</c> and <c>userToken</c> from the query, for browsers' EventSource and sendBeacon, which cannot send headers. Never a
    /// secret key: addresses end up in logs.
    /// </param>
    public static Credentials Read(HttpRequest request, bool fromQuery)
    {
        var (key, token) = FromHeader(request.Headers.Authorization.ToString());
        token ??= TextOf(request.Headers["X-User-Token"]);
        if (fromQuery)
        {
            key ??= WriteKeyOf(request.Query["writeKey"]);
            token ??= TextOf(request.Query["userToken"]);
        }

        return new Credentials(key, token);
    }

    private static (string? Key, string? Token) FromHeader(string header)
    {
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var value = header[Bearer.Length..].Trim();

            // A signed token has two dots, a key has none.
            return value.Contains('.', StringComparison.Ordinal) ? (null, value) : (value, null);
        }

        return header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? (UserNameOf(header.AsSpan(Basic.Length).Trim()), null) : (null, null);
    }

    private static string? UserNameOf(ReadOnlySpan<char> base64)
    {
        const int Longest = 1024;
        Span<byte> bytes = stackalloc byte[Longest];
        if (base64.Length > Longest || !Convert.TryFromBase64Chars(base64, bytes, out var written))
        {
            return string.Empty;
        }

        var colon = bytes[..written].IndexOf((byte)':');
        return Encoding.UTF8.GetString(bytes[..(colon < 0 ? written : colon)]);
    }

    private static string? WriteKeyOf(string? value) =>
        value?.StartsWith(NewKey.SecretPrefix, StringComparison.Ordinal) == true ? string.Empty : TextOf(value);

    private static string? TextOf(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
