using System.Buffers.Text;
using System.Text;
using Engagement.Load.Journeys;

namespace Engagement.Load.Driving;

/// <summary>
/// An address and the request heads for it, rendered once. Bare and real servers get the same headers, so that only
/// what they do with a request differs.
/// </summary>
internal sealed class Target
{
    private readonly byte[][] _heads;

    public Target(Uri url, string writeKey, Func<CallKind, string> path)
    {
        Url = url;
        _heads = [.. Enum.GetValues<CallKind>().Select(kind => Head(url, writeKey, path(kind)))];
    }

    public Uri Url { get; }

    public int LongestHead => _heads.Max(head => head.Length) + 16;

    public static Target Ingest(Uri url, string writeKey) => new(url, writeKey, kind => kind switch
    {
        CallKind.Track => "/v1/track",
        CallKind.Page => "/v1/page",
        CallKind.Identify => "/v1/identify",
        _ => "/v1/batch",
    });

    /// <summary>Every call goes to one path, as the bare twin has it.</summary>
    public static Target Fixed(Uri url, string path) => new(url, "wk_bare_00000000000000000000000000", _ => path);

    /// <summary>Writes a whole request and answers its length; the body's place is the last <c>body.Length</c> bytes.</summary>
    public int Write(Span<byte> output, CallKind kind, ReadOnlySpan<byte> body)
    {
        var head = _heads[(int)kind];
        head.CopyTo(output);
        Utf8Formatter.TryFormat(body.Length, output[head.Length..], out var digits);
        var at = head.Length + digits;
        "\r\n\r\n"u8.CopyTo(output[at..]);
        body.CopyTo(output[(at + 4)..]);
        return at + 4 + body.Length;
    }

    private static byte[] Head(Uri url, string writeKey, string path)
    {
        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes(writeKey + ":"));
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: engagement-load\r\nAuthorization: Basic {basic}\r\n" +
            "Content-Type: application/json\r\nContent-Length: ");
    }
}
