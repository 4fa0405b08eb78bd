using System.Text;
using Engagement.Core.Hashing;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Hashing;

public class StableHashTests
{
    private const ulong Prime32 = 2654435761;

    // The reference implementation's own vectors (Cyan4973/xxHash, cli/xsum_sanity_check.c): prefixes of a generated buffer.
    [Theory]
    [InlineData(0, 0, 0xEF46DB3751D8E999)]
    [InlineData(0, Prime32, 0xAC75FDA2929B17EF)]
    [InlineData(1, 0, 0xE934A84ADB052768)]
    [InlineData(1, Prime32, 0x5014607643A9B4C3)]
    [InlineData(4, 0, 0x9136A0DCA57457EE)]
    [InlineData(14, 0, 0x8282DCC4994E35C8)]
    [InlineData(14, Prime32, 0xC3BD6BF63DEB6DF0)]
    [InlineData(222, 0, 0xB641AE8CB691C174)]
    [InlineData(222, Prime32, 0x20CB8AB7AE10C14A)]
    public void Of_ForTheReferenceVectors_IsTheReferenceValue(int length, ulong seed, ulong expected) =>
        StableHash.Of(SanityBuffer(length), seed).ShouldBe(expected);

    [Theory]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x0B242D361FDA71BC)]
    public void Of_ForKnownTexts_IsTheKnownValue(string text, ulong expected) => StableHash.Of(text).ShouldBe(expected);

    [Fact]
    public void Of_ForATextOfAnyLengthAndScript_IsThatOfItsUtf8()
    {
        foreach (var length in new[] { 0, 1, 31, 32, 33, 169, 170, 171, 172, 500, 5_000 })
            foreach (var letter in new[] { "x", "é", "س", "語" })
            {
                var text = string.Concat(Enumerable.Repeat(letter, length));
                StableHash.Of(text, 7).ShouldBe(StableHash.Of(Encoding.UTF8.GetBytes(text), 7));
            }
    }

    [Fact]
    public void Id128_ForKnownParts_NeverChanges()
    {
        StableHash.Id128("user-1", "abandoned-cart", "message", "m-42").ShouldBe("4SFZHfFPh4gS51Kj8nXY9Q");
        StableHash.Id128("کاربر", string.Empty).ShouldBe("7i8U5BkeRvB7pgiXRTRX0w");
        StableHash.Id128().ShouldBe("47DEQpj8HBSa-_TImW-5JA", "SHA-256 of nothing");
    }

    [Fact]
    public void Id128_WhenALetterMovesToTheNextPart_IsAnother()
    {
        string[] ids = [StableHash.Id128("ab", "c"), StableHash.Id128("a", "bc"), StableHash.Id128("abc"), StableHash.Id128("abc", "")];
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.Length == 22);
    }

    [Fact]
    public void Id128_ForLongParts_DependsOnEveryOne()
    {
        var parts = Enumerable.Range(0, 9).Select(part => new string((char)('a' + part), 128)).ToArray();
        var whole = StableHash.Id128(parts);
        for (var part = 0; part < parts.Length; part++)
        {
            string[] changed = [.. parts];
            changed[part] = changed[part][1..] + "-";
            StableHash.Id128(changed).ShouldNotBe(whole);
        }
    }

    private static byte[] SanityBuffer(int length)
    {
        var buffer = new byte[length];
        ulong state = Prime32;
        for (var i = 0; i < length; i++, state *= 11400714785074694797) buffer[i] = (byte)(state >> 56);
        return buffer;
    }
}
