using Engagement.Core.Coding;
using Engagement.Core.Targeting;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Coding;

public sealed class EncodedSizeTests
{
    // Lengths on both sides of where a count takes one byte more.
    private static readonly Gen<string> Texts =
        from length in Gen.Elements(0, 1, 5, 63, 64, 127, 128, 129, 16_383, 16_384) from letter in Gen.Elements('a', '\u00e5', '\u06a9') select new string(letter, length);

    private static readonly Gen<Value> Scalars = Gen.OneOf(
        Texts.Select(Value.Of), Gen.Elements(0.0, -1.5, 1e300).Select(Value.Of), Gen.Elements(Value.Of(true), Value.Of(false), Value.Null, Value.Missing));

    [Fact]
    public void Of_AnyValue_IsWhatTheWriterTakes() => Property.Holds(Values(depth: 3), value =>
    {
        var writer = new ByteWriter();
        writer.Value(value);
        EncodedSize.Of(value).ShouldBe(writer.Length);
    });

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_384)]
    public void Of_ALongList_IsWhatTheWriterTakes(int length)
    {
        var list = Value.Of(Enumerable.Repeat(Value.Of(true), length).ToArray());
        var writer = new ByteWriter();
        writer.Value(list);
        EncodedSize.Of(list).ShouldBe(writer.Length);
    }

    private static Gen<Value> Values(int depth) => depth == 0
        ? Scalars
        : Gen.OneOf(
            Scalars,
            Values(depth - 1).ListOf().Select(items => Value.Of(items.ToArray())),
            (from name in Texts from value in Values(depth - 1) select KeyValuePair.Create(name, value)).ListOf().Select(members => Value.Of(members.ToArray())));
}
