using Engagement.Core.Coding;
using Engagement.Core.Targeting;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Coding;

public sealed class ByteReaderTests
{
    [Theory]
    [InlineData(ValueKind.List)]
    [InlineData(ValueKind.Map)]
    public void Value_WhenEachListInAListPromisesAllThatFollows_AllocatesForOneOfThem(ValueKind kind)
    {
        const int Length = 100_000;
        var writer = new ByteWriter();
        while (writer.Length < Length)
        {
            writer.Byte((byte)kind);
            writer.Number((ulong)Math.Max(0, Length - writer.Length - 8));
            writer.Raw(kind == ValueKind.Map ? [0] : []);
        }

        var bytes = writer.Written.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<FormatException>(() => new ByteReader(bytes).Value());

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(40 * Length);
    }

    [Fact]
    public void Count_WhenANumberTookWhatWasOwedToItems_IsAFormatException()
    {
        // A map of two members in three bytes: the length of the first name alone takes all of them.
        byte[] bytes = [(byte)ValueKind.Map, 2, 0x80, 0x80, 0x00];

        Should.Throw<FormatException>(() => new ByteReader(bytes).Value());
    }

    [Fact]
    public void Value_WhenListsFillTheSourceToTheLastByte_ReadsThem()
    {
        var value = Value.Of([Value.Of([Value.Null, Value.Null]), Value.Of(new KeyValuePair<string, Value>[] { new("", Value.Of([Value.Null])) })]);
        var writer = new ByteWriter();
        writer.Value(value);

        var reader = new ByteReader(writer.Written);

        reader.Value().ShouldBe(value);
        reader.AtEnd.ShouldBeTrue();
    }
}
