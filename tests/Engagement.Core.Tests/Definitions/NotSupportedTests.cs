using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Definitions;

/// <summary>What the product will have is refused by name, never ignored.</summary>
public sealed class NotSupportedTests
{
    [Theory]
    [InlineData("trigger", """{"any":[{"trait":"plan","changes":true}]}""", "/trigger/any/0/trait")]
    [InlineData("trigger", """{"any":[{"segment":"vip","on":"enter"}]}""", "/trigger/any/0/segment")]
    [InlineData("trigger", """{"any":[{"message":"welcome","is":"clicked"}]}""", "/trigger/any/0/message")]
    [InlineData("trigger", """{"any":[{"geofence":"shop","on":"enter"}]}""", "/trigger/any/0/geofence")]
    [InlineData("trigger", """{"any":[{"api":true}]}""", "/trigger/any/0/api")]
    [InlineData("delay", """{"inDays":1,"at":"09:00"}""", "/delay/inDays")]
    [InlineData("delay", """{"next":"sat","at":"10:00"}""", "/delay/next")]
    [InlineData("audience", """{"event":"A","days":{"op":"gte","value":3},"within":"P7D"}""", "/audience/days")]
    [InlineData("audience", """{"event":"A","streak":{"op":"gte","value":7,"unit":"day"}}""", "/audience/streak")]
    [InlineData("audience", """{"event":"A","sum":{"property":"total","op":"gte","value":500},"within":"P7D"}""", "/audience/sum")]
    [InlineData("audience", """{"event":"A","count":{"op":"eq","value":0},"where":{"property":"a","op":"exists"}}""", "/audience/where")]
    [InlineData("audience", """{"sequence":[{"event":"A"},{"event":"B"}],"within":"P7D"}""", "/audience/sequence")]
    [InlineData("audience", """{"message":"welcome","is":"shown","within":"P7D"}""", "/audience/message")]
    [InlineData("audience", """{"segment":"vip"}""", "/audience/segment")]
    [InlineData("audience", """{"bucket":{"salt":"x","from":0,"to":50}}""", "/audience/bucket")]
    [InlineData("audience", """{"platform":"ios"}""", "/audience/platform")]
    [InlineData("audience", """{"locale":"fa"}""", "/audience/locale")]
    [InlineData("audience", """{"zone":"Europe/Oslo"}""", "/audience/zone")]
    [InlineData("channels", """["inapp","push"]""", "/channels/1")]
    [InlineData("variants/0/content", """{"push":{}}""", "/variants/0/content/push")]
    [InlineData("variants/0/content/inapp/kind", "\"survey\"", "/variants/0/content/inapp/kind")]
    [InlineData("display", """{"expireAt":"2027-01-01T00:00:00Z"}""", "/display/expireAt")]
    [InlineData("display", """{"devices":"firstEligible"}""", "/display/devices")]
    public void Parse_WhenNotSupportedYet_SaysSoByName(string path, string json, string pointer)
    {
        var fault = Documents.FaultsWith(path, json).Single(error => error.Message.Contains("not supported yet", StringComparison.Ordinal));
        fault.Pointer.ShouldBe(pointer);
    }
}
