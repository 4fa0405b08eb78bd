using Engagement.Core.Messages;
using Engagement.Core.Tests.Definitions;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Messages;

public sealed class TemplatePathsTests
{
    [Fact]
    public void OfEvent_WhenTemplatesReadProperties_NamesEachOnceFromEveryField()
    {
        var definition = Documents.DefinedWith("variants/0/content/inapp", """
            {"kind":"modal","title":"{{event.properties.a}} {{user.x}}","body":"{{default event.properties.b.c \"\"}}","image":"{{event.properties.d}}",
             "author":"{{event.properties.e}}","actions":[{"id":"go","label":"{{event.properties.f}}","url":"/{{event.properties.a}}"}],
             "locales":{"fa":{"title":"{{event.properties.g}} {{count \"Opened\"}}","actions":[{"id":"go","label":"{{event.properties.h}}"}]}}}
            """);
        TemplatePaths.OfEvent(definition).ShouldBe(["a", "b.c", "d", "e", "f", "g", "h"], ignoreOrder: true);
        TemplatePaths.CountedEvents(definition).ShouldBe(["Opened"]);
    }
}
