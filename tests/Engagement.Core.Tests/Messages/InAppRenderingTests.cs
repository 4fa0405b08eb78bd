using System.Text;
using System.Text.Json;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Tests.Definitions;
using Engagement.Core.Tests.Users;
using Engagement.Core.Users;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Messages;

public sealed class InAppRenderingTests
{
    private const string Localized = """
        {"kind":"modal","title":"T","body":"B","actions":[{"id":"go","label":"Go","url":"/go"},{"id":"no","label":"No"}],
         "locales":{"fa":{"title":"ت","actions":[{"id":"go","label":"برو"}]},"fa-IR":{"body":"ب"},"nb":{"title":"N"},"en-GB":{"title":"G"}}}
        """;

    [Fact]
    public void Render_WhenEveryHoleHasAValue_FillsThemIn()
    {
        var result = Render("""{"kind":"modal","title":"{{user.name}}: {{event.properties.price}}","body":"{{campaign.name}} {{count \"Opened\"}} {{count \"Closed\"}}"}""");
        Text(result, "title").ShouldBe("Anna: 9.5");
        Text(result, "body").ShouldBe("Welcome 2 0");
        (result.Missing, result.Reason).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("user.nobody")]
    [InlineData("user.nothing")]
    [InlineData("user.blank")]
    [InlineData("user.list")]
    [InlineData("user.name.first")]
    [InlineData("event.properties.color")]
    public void Render_WhenAValueIsNotFitToBeShown_NamesThePathOrTakesTheFallback(string path)
    {
        var result = Render($$$"""{"kind":"modal","title":"a {{{{{path}}}}} b"}""");
        result.Missing.ShouldBe(path);
        result.Reason.ShouldBe($"{path} is missing");
        result.Content.IsEmpty.ShouldBeTrue();

        Text(Render($$$"""{"kind":"modal","title":"a {{default {{{path}}} \"x\"}} b"}"""), "title").ShouldBe("a x b");
    }

    [Fact]
    public void Render_WhenAValueLooksLikeATemplateOrMarkup_PutsItInAsText()
    {
        var result = Render("""{"kind":"modal","title":"{{user.evil}}"}""");
        Text(result, "title").ShouldBe("{{user.name}} \"</script><b>");
        Encoding.UTF8.GetString(result.Content.Span).ShouldNotContain("</script>");
    }

    [Fact]
    public void Render_WhenAFieldIsNotThere_LeavesItOut() =>
        Encoding.UTF8.GetString(Render("""{"kind":"chat","body":"B","author":"Mia"}""").Content.Span).ShouldBe("""{"body":"B","author":"Mia","actions":[]}""");

    [Theory]
    [InlineData("fa-IR", "ت", "ب", "برو", "fa-IR", true)]
    [InlineData("fa", "ت", "B", "برو", "fa", true)]
    [InlineData("FA_af", "ت", "B", "برو", "fa", true)]
    [InlineData("nb-NO", "N", "B", "Go", "nb", false)]
    [InlineData("de", "G", "B", "Go", "en-GB", false)]
    [InlineData(null, "G", "B", "Go", "en-GB", false)]
    public void Render_WhenThereAreLocales_TakesEachFieldFromTheNearest(
        string? locale, string title, string body, string label, string chosen, bool isRightToLeft)
    {
        var result = Render(Localized, locale);
        (Text(result, "title"), Text(result, "body")).ShouldBe((title, body));
        (result.Locale, result.RightToLeft).ShouldBe((chosen, isRightToLeft));
        var actions = Json(result).GetProperty("actions");
        actions[0].GetProperty("label").GetString().ShouldBe(label);
        actions[0].GetProperty("url").GetString().ShouldBe("/go");
        actions[1].TryGetProperty("url", out _).ShouldBeFalse();
    }

    [Fact]
    public void Render_WhenNoTextIsNearer_TakesTheOneOutsideInTheWorkspacesLocale()
    {
        var result = Render("""{"kind":"modal","title":"T","locales":{"fa":{"title":"ت"}}}""", "de");
        (Text(result, "title"), result.Locale, result.RightToLeft).ShouldBe(("T", "en-GB", false));
    }

    [Fact]
    public void Render_WhenAUrlHasHoles_EncodesWhatFollowsItsBeginning()
    {
        var result = Render("""{"kind":"modal","title":"T","image":"{{event.properties.image}}","actions":[{"id":"a","label":"A","url":"/p/{{event.properties.path}}?q={{user.name}}"}]}""");
        Text(result, "image").ShouldBe("https://img.example/a.png");
        Json(result).GetProperty("actions")[0].GetProperty("url").GetString().ShouldBe("/p/%2Fevil.example?q=Anna");
    }

    [Fact]
    public void Render_WhenAUrlWouldLeadElsewhere_NamesThePath()
    {
        var result = Render("""{"kind":"modal","title":"T","image":"{{event.properties.script}}"}""");
        result.Missing.ShouldBe("event.properties.script");
        result.Reason!.ShouldContain("https://");
    }

    [Fact]
    public void Render_WhenValuesMakeItTooLong_NamesThePath()
    {
        var result = Render("""{"kind":"modal","title":"{{user.long}}{{user.long}}","body":"{{user.long}}{{user.long}}"}""");
        result.Missing.ShouldBe("user.long");
        result.Reason!.ShouldContain("32768");
    }

    [Fact]
    public void Render_WhateverTheValue_IsJsonThatReadsBackTheSame() => Property.Holds(
        Gen.Elements("a", "\"", "\\", "<", "{{", "\n", "\u0000", "ف", "\U0001F600", "\u2028", " ").ListOf(6),
        pieces =>
        {
            var text = string.Concat(pieces) + "!";
            var content = new InAppContent(InAppKind.Modal, Make.Hole("user.any"), null, null, null, [], []);
            var result = InAppRendering.Render(content, null, "en", new OneValue(Value.Of(text)));
            Text(result, "title").ShouldBe(text);
        });

    private static RenderResult Render(string inApp, string? locale = null)
    {
        var definition = Documents.DefinedWith("variants/0/content/inapp", inApp);
        var scope = new UserScope(User(), Event(), definition);
        return InAppRendering.Render(definition.Variants[0].InApp, locale, "en-GB", scope);
    }

    private static JsonElement Json(RenderResult result)
    {
        result.Missing.ShouldBeNull();
        return JsonDocument.Parse(result.Content).RootElement;
    }

    private static string? Text(RenderResult result, string field) => Json(result).GetProperty(field).GetString();

    private static ActiveUser User()
    {
        var user = new ActiveUser(PersonId.Known("anna"))
        {
            Traits = Value.Of(new KeyValuePair<string, Value>[]
            {
                new("name", Value.Of("Anna")),
                new("nothing", Value.Null),
                new("blank", Value.Of("  ")),
                new("list", Value.Of([Value.Of(1)])),
                new("evil", Value.Of("{{user.name}} \"</script><b>")),
                new("long", Value.Of(new string('x', 10_000))),
            }),
        };
        user.Counters.Add("Opened", Instant.FromUtc(2026, 1, 1, 0, 0));
        user.Counters.Add("Opened", Instant.FromUtc(2026, 1, 2, 0, 0));
        return user;
    }

    private static EventProperties Event() => new([
        new Captured("price", Value.Of(9.5)),
        new Captured("image", Value.Of("https://img.example/a.png")),
        new Captured("script", Value.Of("javascript:alert(1)")),
        new Captured("path", Value.Of("/evil.example")),
    ]);

    private sealed class OneValue(Value value) : ITemplateScope
    {
        public Value Read(string path) => value;
    }
}
