using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Decisions;

public sealed class FactCodecTests
{
    /// <summary>Lines of a name and the bytes that were written under it: they never change, new forms are added.</summary>
    private static readonly Dictionary<string, string> Golden = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "facts.txt"))
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words[1]);

    public static TheoryData<string> Names => [.. SampleFacts.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_WhenOfAKnownForm_WritesTheGoldenBytes(string name) =>
        Convert.ToHexStringLower(Bytes(SampleFacts.ByName[name])).ShouldBe(Golden[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_WhenGivenTheGoldenBytes_ReadsTheFact(string name) =>
        Fact(Convert.FromHexString(Golden[name])).ShouldBe(SampleFacts.ByName[name]);

    [Fact]
    public void Decode_WhenAnyFactWasEncoded_GivesItBack() => Property.Holds(SampleFacts.Any, fact => Fact(Bytes(fact)).ShouldBe(fact));

    [Fact]
    public void Decode_WhenCutAnywhere_SaysSoAsAFormatException() => Property.Holds(SampleFacts.Any, fact =>
    {
        var bytes = Bytes(fact);
        for (var length = 0; length < bytes.Length; length++)
        {
            Should.Throw<FormatException>(() => Fact(bytes[..length]));
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(255)]
    public void Decode_WhenTheTagIsUnknown_Refuses(byte tag) =>
        Should.Throw<FormatException>(() => Fact([tag, 0, 0])).Message.ShouldContain($"{tag}");

    [Fact]
    public void Encode_WhenTheKindIsUnknown_WritesNothing()
    {
        var writer = new ByteWriter();

        Should.Throw<ArgumentException>(() => FactCodec.Encode(new Stranger(Instant.MinValue), writer));

        writer.Length.ShouldBe(0);
    }

    [Fact]
    public void Encode_WhenAnEventHappened_TakesEightBytesBesideItsName() =>
        Bytes(SampleFacts.ByName["event"]).Length.ShouldBe(8 + "Product Added".Length);

    private static byte[] Bytes(Fact fact)
    {
        var writer = new ByteWriter();
        FactCodec.Encode(fact, writer);
        return writer.Written.ToArray();
    }

    private static Fact Fact(byte[] bytes)
    {
        var reader = new ByteReader(bytes);
        var fact = FactCodec.Decode(ref reader);
        reader.AtEnd.ShouldBeTrue();
        return fact;
    }

    private sealed record Stranger(Instant At) : Fact(At);
}
