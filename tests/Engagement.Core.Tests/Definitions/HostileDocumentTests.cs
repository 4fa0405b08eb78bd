using System.Text;
using System.Text.Json;
using Engagement.Core.Definitions;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Definitions;

public sealed class HostileDocumentTests
{
    [Theory]
    [InlineData("", "expected JSON")]
    [InlineData("{", "expected JSON; line 1")]
    [InlineData("[]", "expected an object")]
    [InlineData("null", "expected an object")]
    [InlineData("{}{}", "expected JSON")]
    [InlineData("""{"name":"\ud800"}""", "surrogate")]
    [InlineData("""{"\udc00":1}""", "surrogate")]
    public void Parse_WhenNotADocument_SaysWhatIsWrong(string json, string message)
    {
        var fault = Documents.Parse(json).Errors.ShouldHaveSingleItem();
        fault.Pointer.ShouldBeEmpty();
        fault.Message.ShouldContain(message);
    }

    [Fact]
    public void Parse_WhenNotUtf8_Refuses() =>
        CampaignDocument.Parse(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }).Errors.ShouldHaveSingleItem().Message.ShouldContain("UTF-8");

    [Fact]
    public void Parse_WhenTooLarge_RefusesWithTheNumber()
    {
        var json = Documents.Minimal + new string(' ', DefinitionLimits.DocumentBytes);
        Documents.Parse(json).Errors.ShouldHaveSingleItem().Message.ShouldContain("262144");
    }

    [Fact]
    public void Parse_WhenAKeyIsGivenTwice_RefusesIt()
    {
        var json = Documents.Minimal.Insert(1, "\"name\":\"Other\",");
        Documents.Parse(json).Errors.ShouldHaveSingleItem().ShouldBe(new FieldError("/name", "given more than once"));
    }

    [Fact]
    public void Parse_WhenManyFaults_ReportsAllUpToTheBound()
    {
        var few = """{"trigger":{},"variants":[{"id":"","content":{"inapp":{"kind":"x","title":"{{"}}}],"control":200}""";
        Documents.Parse(few).Errors.Select(error => error.Pointer).ShouldBe(
            ["/name", "/trigger", "/control", "/variants/0/id", "/variants/0/content/inapp/title", "/variants/0/content/inapp/kind"], ignoreOrder: true);

        var many = Documents.With("trigger", $$"""{"any":[{{string.Join(',', Enumerable.Repeat("{}", 50))}}],"x":1}""");
        Documents.Parse(many).Errors.Count.ShouldBe(ParseResult<object>.MostErrors);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void Audience_WhenDeeperThanTheBound_Refuses(int wrappings, bool isTaken)
    {
        var condition = """{"trait":"x","op":"exists"}""";
        for (var depth = 0; depth < wrappings; depth++)
        {
            condition = $$"""{"not":{{condition}}}""";
        }

        Documents.Parse(Documents.With("audience", condition)).IsValid.ShouldBe(isTaken);
    }

    [Fact]
    public void Parse_WhenNestedBeyondReason_RefusesWithoutFalling()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"not\":", 20_000)) + "1" + new string('}', 20_000);
        Documents.Parse(Documents.Minimal.Insert(1, $"\"audience\":{deep},")).Errors.ShouldHaveSingleItem().Message.ShouldContain("expected JSON");
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Parse_WhenMoreTestsThanTheBound_Refuses(int tests, bool isTaken)
    {
        var half = string.Join(',', Enumerable.Repeat("""{"trait":"x","op":"exists"}""", 100));
        var rest = string.Join(',', Enumerable.Repeat("""{"property":"x","op":"exists"}""", tests - 100));
        var json = Documents.With("audience", $$"""{"all":[{{half}}]}""")
            .Replace("""{"event":"Signed Up"}""", $$$"""{"event":"Signed Up","where":{"all":[{{{rest}}}]}}""", StringComparison.Ordinal);
        Documents.Parse(json).IsValid.ShouldBe(isTaken);
    }

    [Fact]
    public void Parse_WhateverTheBytes_AnswersWithADefinitionOrWithFaults()
    {
        var good = Documents.Utf8(Documents.AbandonedCart).ToArray();
        var strikes = from place in Gen.Choose(0, good.Length - 1)
                      from other in Gen.Choose(0, 255)
                      from length in Gen.Choose(0, 4)
                      select (place, other: (byte)other, length);
        Property.Holds(strikes.ListOf(3), all =>
        {
            var bytes = all.Aggregate(good.ToList(), (list, strike) =>
            {
                var place = Math.Min(strike.place, list.Count - strike.length - 1);
                list.RemoveRange(place, strike.length);
                list.Insert(place, strike.other);
                return list;
            });
            CheckAnswer(bytes.ToArray());
        });
    }

    [Fact]
    public void Parse_WhateverValueStandsWherever_AnswersWithADefinitionOrWithFaults()
    {
        string[] values = ["null", "true", "-1", "1e999", "\"\"", "\"x\"", "[]", "{}", "[null]", "[{}]", """{"any":[null]}""", "\"\\u0000\"", "[[[]]]"];
        var places = Places(JsonDocument.Parse(Documents.AbandonedCart).RootElement).Distinct().ToArray();
        var changes = from place in Gen.Elements(places) from value in Gen.Elements(values) select (place, value);
        Property.Holds(changes, change =>
        {
            var at = Documents.AbandonedCart.IndexOf(change.place, StringComparison.Ordinal);
            CheckAnswer(Encoding.UTF8.GetBytes(Documents.AbandonedCart.Remove(at, change.place.Length).Insert(at, change.value)));
        });
    }

    private static void CheckAnswer(byte[] bytes)
    {
        var result = CampaignDocument.Parse(bytes);
        result.IsValid.ShouldBe(result.Errors.Count == 0);
        result.Errors.Count.ShouldBeLessThanOrEqualTo(ParseResult<object>.MostErrors);
    }

    private static IEnumerable<string> Places(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Places(member.Value)).Append(element.GetRawText()),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Places(item)).Append(element.GetRawText()),
        _ => [element.GetRawText()],
    };
}
