using System.Buffers;
using System.Text;
using Engagement.Load.Streaming;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Streaming;

public sealed class ChunkedBodyTests
{
    private const string Raw =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1A;name=value\r\n world,\r\n\r\nhere is more te\r\n2\r\nxt\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void The_framing_is_gone_however_the_bytes_arrive(int piece)
    {
        var body = new ChunkedBody();
        var output = new ArrayBufferWriter<byte>();
        var raw = Encoding.ASCII.GetBytes(Raw);
        for (var at = 0; at < raw.Length; at += piece)
            body.Decode(raw.AsSpan(at, Math.Min(piece, raw.Length - at)), output);
        Encoding.ASCII.GetString(output.WrittenSpan).ShouldBe("hello world,\r\n\r\nhere is more text");
    }
}
