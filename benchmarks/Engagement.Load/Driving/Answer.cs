using System.Buffers.Text;

namespace Engagement.Load.Driving;

/// <summary>Reads the answers of an HTTP/1.1 server: as much of the grammar as servers send to a keep-alive client.</summary>
internal static class Answer
{
    /// <summary>
    /// True when <paramref name="received"/> starts with a whole answer; then its status and length. Bodies by
    /// Content-Length and chunked; without either, the body is taken as empty.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out int status, out int length)
    {
        status = 0;
        length = 0;
        var headEnd = received.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
            return false;
        var head = received[..headEnd];
        if (head.Length < 12 || !Utf8Parser.TryParse(head.Slice(9, 3), out status, out _))
            throw new InvalidDataException("not an HTTP/1.1 answer");
        var body = received[(headEnd + 4)..];
        var known = HeaderNumber(head, "\r\ncontent-length:"u8);
        var bodyLength = known >= 0 ? known : IsChunked(head) ? ChunkedLength(body) : 0;
        length = headEnd + 4 + bodyLength;
        return bodyLength >= 0 && received.Length >= length;
    }

    private static int HeaderNumber(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = Find(head, name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..].TrimStart((byte)' '), out int value, out _) ? value : -1;
    }

    private static bool IsChunked(ReadOnlySpan<byte> head) => Find(head, "\r\ntransfer-encoding: chunked"u8) >= 0;

    /// <summary>Names of headers are compared without regard to case.</summary>
    private static int Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> lowerCase)
    {
        for (var at = head.IndexOf((byte)'\r'); at >= 0 && at + lowerCase.Length <= head.Length;)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(head.Slice(at, lowerCase.Length), lowerCase))
                return at;
            var next = head[(at + 1)..].IndexOf((byte)'\r');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return -1;
    }

    private static int ChunkedLength(ReadOnlySpan<byte> body)
    {
        for (var at = 0; ;)
        {
            var lineEnd = body[at..].IndexOf("\r\n"u8);
            if (lineEnd < 0 || !Utf8Parser.TryParse(body.Slice(at, lineEnd), out int size, out _, 'x'))
                return -1;
            at += lineEnd + 2 + size + 2;
            if (at > body.Length)
                return -1;
            if (size == 0)
                return at;
        }
    }
}
