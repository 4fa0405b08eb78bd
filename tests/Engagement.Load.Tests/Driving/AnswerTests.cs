using System.Text;
using Engagement.Load.Driving;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Driving;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nServer: x\r\n\r\n", 200)]
    [InlineData("HTTP/1.1 429 Too Many\r\nRetry-After: 1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\na\r\n0123456789\r\n0\r\n\r\n", 429)]
    [InlineData("HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n", 204)]
    public void An_answer_is_whole_at_its_last_byte_and_not_before(string answer, int expected)
    {
        var bytes = Encoding.ASCII.GetBytes(answer + "HTTP/1.1 500 the next one");
        for (var received = 0; received < answer.Length; received++)
            Answer.TryRead(bytes.AsSpan(0, received), out _, out _).ShouldBeFalse();
        Answer.TryRead(bytes, out var status, out var length).ShouldBeTrue();
        status.ShouldBe(expected);
        length.ShouldBe(answer.Length);
    }
}
