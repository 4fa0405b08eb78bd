using System.Text;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>Bodies that were right once: cut, spliced, flipped and fed with what breaks parsers. The same seed gives the same bodies.</summary>
internal sealed class BodyMutations(int seed, IReadOnlyList<byte[]> bodies)
{
    private static readonly byte[][] Snippets =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ":", ",", "null", "true", "-", "0", "1e999", "-0.0", "1e-999", "123456789012345678901234567890", "\"\\ud800\"",
            "\"\\udc00\\ud800\"", "\"\\u0000\"", "\\u0065", "\"userId\":\"x\",", "\"event\":\"Product Added\",", "\"price\":1,", "\"batch\":[", "\"type\":7,",
            "\"type\":\"track\",", "\"messageId\":\"\",", "\"timestamp\":\"0001-01-01T00:00:00.000Z\",", "\"sentAt\":\"9999-12-31T23:59:59.999Z\",",
            "\"context\":{\"page\":{\"path\":7}},", "{}", "[]", "[{}]", "\"\"", " ", "\n", "\t", "/**/", "\u0001", "\uFEFF", "کاربر", "\U0001F600",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x00], [0x1F, 0x8B],
        Encoding.UTF8.GetBytes(new string('[', 100)), Encoding.UTF8.GetBytes(new string('x', 1000)), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 70))),
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var body = Pick(bodies);
        for (var rounds = _random.Next(1, 4); rounds > 0; rounds--)
        {
            body = Mutate(body);
        }

        return body;
    }

    private byte[] Mutate(byte[] body)
    {
        var at = _random.Next(body.Length + 1);
        var length = Math.Min(body.Length - at, _random.Next(1, 40));
        return _random.Next(8) switch
        {
            0 => body[..at],
            1 => [.. body[..at], .. body[(at + length)..]],
            2 => [.. body[..(at + length)], .. body[at..]],
            3 => [.. body[..at], .. Pick(Snippets), .. body[at..]],
            4 => [.. body[..at], .. Pick(Snippets), .. body[(at + length)..]],
            5 => Flip(body, at),
            6 => InToken(body),
            _ => Splice(body, at),
        };
    }

    private byte[] Flip(byte[] body, int at)
    {
        var flipped = body.ToArray();
        if (at < flipped.Length)
        {
            flipped[at] ^= (byte)(1 << _random.Next(8));
        }

        return flipped;
    }

    // Puts something else where a value stands, so that the rest stays whole JSON.
    private byte[] InToken(byte[] body)
    {
        var colon = Array.IndexOf(body, (byte)':', _random.Next(body.Length + 1) is var from && from < body.Length ? from : 0);
        var end = colon < 0 ? -1 : body.AsSpan(colon).IndexOfAny((byte)',', (byte)'}');
        return end < 0 ? body : [.. body[..(colon + 1)], .. Pick(Snippets), .. body[(colon + end)..]];
    }

    private byte[] Splice(byte[] body, int at)
    {
        var other = Pick(bodies);
        return [.. body[..at], .. other[_random.Next(other.Length)..]];
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
