using Engagement.Core.Capping;
using Engagement.Core.Definitions;
using Engagement.Core.Timing;
using Engagement.Core.Workspaces;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Definitions;

public sealed class SettingsDocumentTests
{
    [Fact]
    public void Parse_WhenEmpty_IsTheUsual() => Parse("{}").Value.ShouldBe(WorkspaceSettings.Default);

    [Fact]
    public void Parse_WhenWhole_ReadsEveryPart()
    {
        var settings = Parse("""
            {"zone":"Europe/Oslo","locale":"nb","quietHours":{"from":"22:00","to":"07:00","outside":"drop"},"identityVerification":"required",
             "caps":[{"id":"three-a-day","scope":"any","limit":3,"per":"P1D","kind":"calendar","zone":"workspace","over":"defer"},
                     {"id":"chat","scope":{"channel":"inapp"},"limit":1,"per":"PT15M"}]}
            """).Value.ShouldNotBeNull();
        settings.ShouldBe(new WorkspaceSettings
        {
            Zone = "Europe/Oslo",
            Locale = "nb",
            QuietHours = new QuietHours(new LocalTime(22, 0), new LocalTime(7, 0)),
            OutsideQuietHours = Outside.Drop,
            IdentityVerification = IdentityVerification.Required,
            Caps =
            [
                new CapRule("three-a-day", null, 3, new CapPeriod(1, CapUnit.Day), CapKind.Calendar, ZoneChoice.Workspace, OverCap.Defer),
                new CapRule("chat", Channel.InApp, 1, new CapPeriod(15, CapUnit.Minute), CapKind.Rolling, ZoneChoice.User, OverCap.Drop),
            ],
        });
    }

    [Theory]
    [InlineData("""{"zone":"Europe/Utopia"}""", "/zone", "IANA")]
    [InlineData("""{"locale":"not a locale"}""", "/locale", "BCP 47")]
    [InlineData("""{"quietHours":{"from":"22:00"}}""", "/quietHours/to", "is required")]
    [InlineData("""{"identityVerification":"maybe"}""", "/identityVerification", "\"off\" or \"required\"")]
    [InlineData("""{"theme":{}}""", "/theme", "not supported yet")]
    [InlineData("""{"retention":"P1D"}""", "/retention", "not supported yet")]
    [InlineData("""{"color":"red"}""", "/color", "unknown field")]
    [InlineData("""{"caps":[{"id":"a","scope":"any","limit":0,"per":"P1D"}]}""", "/caps/0/limit", "from 1")]
    [InlineData("""{"caps":[{"id":"a","scope":"any","limit":1,"per":"P32D"}]}""", "/caps/0/per", "P31D")]
    [InlineData("""{"caps":[{"id":"a","scope":"any","limit":1,"per":"P1M"}]}""", "/caps/0/per", "P31D")]
    [InlineData("""{"caps":[{"id":"a","scope":"any","limit":1,"per":"P2D","kind":"calendar"}]}""", "/caps/0/per", "one calendar unit")]
    [InlineData("""{"caps":[{"id":"a","scope":"all","limit":1,"per":"P1D"}]}""", "/caps/0/scope", "\"any\"")]
    [InlineData("""{"caps":[{"id":"a","scope":{"tag":"x"},"limit":1,"per":"P1D"}]}""", "/caps/0/scope/tag", "not supported yet")]
    [InlineData("""{"caps":[{"id":"a","scope":{"topic":"x"},"limit":1,"per":"P1D"}]}""", "/caps/0/scope/topic", "not supported yet")]
    [InlineData("""{"caps":[{"id":"a","scope":{"channel":"fax"},"limit":1,"per":"P1D"}]}""", "/caps/0/scope/channel", "\"inapp\"")]
    [InlineData("""{"caps":[{"id":"a","scope":"any","limit":1,"per":"P1D","over":"downgrade"}]}""", "/caps/0/over", "not supported yet")]
    [InlineData("""{"caps":[{"id":"a","scope":"any","limit":1,"per":"P1D"},{"id":"a","scope":"any","limit":1,"per":"P1D"}]}""", "/caps/1", "given twice")]
    public void Parse_WhenOneFieldIsWrong_RefusesItByName(string json, string pointer, string message)
    {
        var fault = Parse(json).Errors.ShouldHaveSingleItem();
        fault.Pointer.ShouldBe(pointer);
        fault.Message.ShouldContain(message);
    }

    private static ParseResult<WorkspaceSettings> Parse(string json) => SettingsDocument.Parse(Documents.Utf8(json));
}
