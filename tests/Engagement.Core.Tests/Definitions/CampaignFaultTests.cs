using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Definitions;

/// <summary>Every fault is refused at its place, saying what was expected.</summary>
public sealed class CampaignFaultTests
{
    private const string InApp = "variants/0/content/inapp";

    [Theory]
    [InlineData("name", null, "/name", "is required")]
    [InlineData("name", "\"\"", "/name", "1 to 200")]
    [InlineData("name", "7", "/name", "expected a text")]
    [InlineData("tags", "[\"a\",\"a\"]", "/tags/1", "given twice")]
    [InlineData("tags", "\"a\"", "/tags", "expected a list of 0 to 20")]
    [InlineData("transactional", "\"no\"", "/transactional", "true or false")]
    [InlineData("trigger", null, "/trigger", "is required")]
    [InlineData("trigger", "{}", "/trigger", "one of event, sessionStart")]
    [InlineData("trigger", """{"any":[]}""", "/trigger/any", "1 to 50")]
    [InlineData("trigger", """{"any":[{"event":""}]}""", "/trigger/any/0/event", "1 to 256")]
    [InlineData("trigger", """{"sessionStart":false}""", "/trigger/sessionStart", "expected true")]
    [InlineData("trigger", """{"any":[{"event":"A","when":1}]}""", "/trigger/any/0/when", "unknown field; expected one of event, where")]
    [InlineData("delay", """{"for":"P1M"}""", "/delay/for", "months have no fixed length")]
    [InlineData("delay", """{"for":"P1Y"}""", "/delay/for", "years and months")]
    [InlineData("delay", """{"for":"30m"}""", "/delay/for", "ISO 8601")]
    [InlineData("delay", """{"for":"P366D"}""", "/delay/for", "at most P365D")]
    [InlineData("delay", """{"for":30}""", "/delay/for", "ISO 8601")]
    [InlineData("start", "\"2026-12-01\"", "/start", "RFC 3339")]
    [InlineData("end", "\"tomorrow\"", "/end", "RFC 3339")]
    [InlineData("window", """{"from":"9:00","to":"21:00"}""", "/window/from", "time of day")]
    [InlineData("window", """{"from":"09:00","to":"24:00"}""", "/window/to", "time of day")]
    [InlineData("window", """{"from":"09:00","to":"21:00","days":[]}""", "/window/days", "1 to 7")]
    [InlineData("window", """{"from":"09:00","to":"21:00","days":["monday"]}""", "/window/days/0", "\"mon\"")]
    [InlineData("window", """{"from":"09:00","to":"21:00","days":["mon","mon"]}""", "/window/days/1", "given twice")]
    [InlineData("window", """{"from":"09:00","to":"21:00","zone":"Europe/Oslo"}""", "/window/zone", "\"user\" or \"workspace\"")]
    [InlineData("window", """{"from":"09:00","to":"21:00","outside":"wait"}""", "/window/outside", "\"drop\" or \"defer\"")]
    [InlineData("quietHours", "true", "/quietHours", "\"inherit\" or \"ignore\"")]
    [InlineData("audienceCheck", "\"later\"", "/audienceCheck", "\"atSend\"")]
    [InlineData("reEligibility", "\"never\"", "/reEligibility", "\"once\" or \"always\"")]
    [InlineData("reEligibility", """{"after":"PT0S"}""", "/reEligibility/after", "more than nothing")]
    [InlineData("caps", """{"apply":1}""", "/caps/apply", "true or false")]
    [InlineData("priority", """{"bucket":"top"}""", "/priority/bucket", "\"high\"")]
    [InlineData("priority", """{"rank":1.5}""", "/priority/rank", "whole number")]
    [InlineData("channels", "[]", "/channels", "1 to 4")]
    [InlineData("channels", "[\"sms\"]", "/channels/0", "\"inapp\"")]
    [InlineData("control", "101", "/control", "from 0 to 100")]
    [InlineData("control", "-1", "/control", "from 0 to 100")]
    [InlineData("variants", "[]", "/variants", "1 to 20")]
    [InlineData("variants/0/weight", "0", "/variants", "add to nothing")]
    [InlineData("variants/0/weight", "-1", "/variants/0/weight", "whole number")]
    [InlineData("variants/0/id", "\"\"", "/variants/0/id", "1 to 128")]
    [InlineData("variants/0/content", "{}", "/variants/0/content/inapp", "is required")]
    [InlineData(InApp + "/kind", "\"popup\"", "/variants/0/content/inapp/kind", "\"modal\"")]
    [InlineData(InApp + "/title", null, "/variants/0/content/inapp", "title, body, image")]
    [InlineData(InApp + "/kind", "\"chat\"", "/variants/0/content/inapp/body", "is required")]
    [InlineData(InApp + "/title", "\"{{user.name\"", "/variants/0/content/inapp/title", "not closed")]
    [InlineData(InApp + "/title", "\"{{system.env}}\"", "/variants/0/content/inapp/title", "{{system.env}}")]
    [InlineData(InApp + "/image", "\"javascript:alert(1)\"", "/variants/0/content/inapp/image", "https://")]
    [InlineData(InApp + "/image", "\"//evil.example\"", "/variants/0/content/inapp/image", "one slash")]
    [InlineData(InApp + "/actions", """[{"id":"a","label":"A","url":"data:text/html,x"}]""", "/variants/0/content/inapp/actions/0/url", "https://")]
    [InlineData(InApp + "/actions", """[{"id":"a","label":"A"},{"id":"a","label":"B"}]""", "/variants/0/content/inapp/actions/1", "given twice")]
    [InlineData(InApp + "/locales", """{"farsi language":{"title":"x"}}""", "/variants/0/content/inapp/locales/farsi language", "BCP 47")]
    [InlineData(InApp + "/locales", """{"fa":{"actions":[{"id":"b","label":"B"}]}}""", "/variants/0/content/inapp/locales/fa/actions", "no action")]
    [InlineData("display", """{"interrupt":"sometimes"}""", "/display/interrupt", "\"whenIdle\"")]
    [InlineData("display", """{"expireAfter":"P400D"}""", "/display/expireAfter", "P365D")]
    [InlineData("display", """{"screens":["/shop"]}""", "/display/screens/0", "expected an object")]
    [InlineData("goal", """{"event":"A"}""", "/goal/within", "is required")]
    [InlineData("goal", """{"event":"A","within":"P31D"}""", "/goal/within", "P30D")]
    [InlineData("goal", """{"event":"A","within":"P3D","value":"a..b"}""", "/goal/value", "dotted path")]
    [InlineData("webhook", "{}", "/webhook", "unknown field; expected one of name, tags")]
    [InlineData("a/b~c", null, "", "")]
    public void Parse_WhenOneFieldIsWrong_RefusesItByName(string path, string? json, string pointer, string message)
    {
        if (pointer.Length == 0)
        {
            Documents.Parse("""{"a/b~c":1}""").Errors.ShouldContain(error => error.Pointer == "/a~1b~0c");
            return;
        }

        var fault = Documents.FaultsWith(path, json).ShouldHaveSingleItem();
        fault.Pointer.ShouldBe(pointer);
        fault.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("""{"trait":"x","op":"like","value":1}""", "/audience/op", "eq, ne, gt")]
    [InlineData("""{"trait":"x","op":"eq"}""", "/audience/value", "is required")]
    [InlineData("""{"trait":"x","op":"eq","value":{}}""", "/audience/value", "a number")]
    [InlineData("""{"trait":"x","op":"in","value":"a"}""", "/audience/value", "list of 1 to 1000")]
    [InlineData("""{"trait":"x","op":"in","value":[]}""", "/audience/value", "list of 1 to 1000")]
    [InlineData("""{"trait":"x","op":"in","value":["a",[]]}""", "/audience/value/1", "a text")]
    [InlineData("""{"trait":"x","op":"gt","value":true}""", "/audience/value", "a number or a text")]
    [InlineData("""{"trait":"x","op":"exists","value":true}""", "/audience/value", "take no value")]
    [InlineData("""{"trait":"x","op":"matches","value":"("}""", "/audience/value", "regular expression")]
    [InlineData("""{"trait":"x","op":"before","value":"soon"}""", "/audience/value", "RFC 3339")]
    [InlineData("""{"trait":"x","op":"versionGte","value":"one"}""", "/audience/value", "version")]
    [InlineData("""{"trait":".x","op":"exists"}""", "/audience/trait", "dotted path")]
    [InlineData("""{"all":[]}""", "/audience/all", "1 to 200")]
    [InlineData("""{"property":"price","op":"exists"}""", "/audience", "one of all, any, not, trait, event")]
    [InlineData("""{"all":[{"trait":"x","op":"exists"}],"any":[{"trait":"x","op":"exists"}]}""", "/audience/any", "unknown field; expected one of all")]
    [InlineData("""{"event":"A","count":{"op":"contains","value":1}}""", "/audience/count/op", "\"eq\"")]
    [InlineData("""{"event":"A","count":{"op":"eq","value":1},"within":"PT12H"}""", "/audience/within", "whole days")]
    [InlineData("""{"event":"A","count":{"op":"eq","value":1},"within":"P91D"}""", "/audience/within", "P90D")]
    [InlineData("""{"event":"A"}""", "/audience", "exactly one of count, first, last")]
    [InlineData("""{"event":"A","last":{"op":"before","ago":"P1D"},"within":"P3D"}""", "/audience/within", "goes with count")]
    [InlineData("""{"event":"A","last":{"op":"gt","ago":"P1D"}}""", "/audience/last/op", "\"before\" or \"after\"")]
    [InlineData("7", "/audience", "expected an object")]
    public void Audience_WhenWrong_RefusesThePlace(string audience, string pointer, string message)
    {
        var fault = Documents.FaultsWith("audience", audience).ShouldHaveSingleItem();
        fault.Pointer.ShouldBe(pointer);
        fault.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("2026-12-02T00:00:00Z", "2026-12-01T00:00:00Z")]
    public void Parse_WhenEndIsNotAfterStart_RefusesEnd(string start, string end)
    {
        var json = Documents.With("start", $"\"{start}\"").Insert(1, $"\"end\":\"{end}\",");
        Documents.Parse(json).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/end");
    }
}
