using Engagement.Core.Campaigns;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Timing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Definitions;

public sealed class CampaignDocumentTests
{
    [Fact]
    public void Parse_WhenMinimal_TakesTheUsual()
    {
        var definition = Documents.Defined(Documents.Minimal);
        definition.Name.ShouldBe("Welcome");
        definition.Triggers.ShouldBe([new EventMatch("Signed Up", null)]);
        definition.Delay.ShouldBe(new Delay.None());
        definition.ReEligibility.ShouldBe(new ReEligibility.Once());
        definition.Caps.ShouldBe(new CapPolicy(true, true));
        definition.Priority.ShouldBe(new Priority(PriorityBucket.Medium, 0));
        definition.AudienceCheck.ShouldBe(AudienceCheck.AtSend);
        definition.QuietHours.ShouldBeTrue();
        definition.Display.ShouldBe(new Display());
        (definition.Audience, definition.Goal, definition.Window, definition.Start, definition.End).ShouldBe((null, null, null, null, null));
    }

    [Fact]
    public void Parse_WhenTheAbandonedCart_ReadsEveryPart()
    {
        var definition = Documents.Defined(Documents.AbandonedCart);
        definition.Tags.ShouldBe(["cart"]);
        definition.Topic.ShouldBe("offers");
        definition.Triggers.ShouldBe([new EventMatch("Product Added", new Condition.Property("price", new Test(Operator.Gt, Value.Of(100))))]);
        definition.Delay.ShouldBe(new Delay.For(Duration.FromMinutes(30)));
        definition.Exceptions.ShouldBe([new EventMatch("Order Completed", null)]);
        (definition.Start, definition.End).ShouldBe((Instant.FromUtc(2026, 12, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0)));
        definition.Window.ShouldBe(new SendWindow(new LocalTime(9, 0), new LocalTime(21, 0), Weekdays.All, ZoneChoice.User, Outside.Defer));
        definition.Audience.ShouldBe(new Condition.All([
            new Condition.Trait("plan", new Test(Operator.Ne, Value.Of("enterprise"))),
            new Condition.Count("Order Completed", Operator.Eq, 0, 30),
        ]));
        definition.ReEligibility.ShouldBe(new ReEligibility.After(Duration.FromDays(7)));
        definition.Priority.ShouldBe(new Priority(PriorityBucket.High, 10));
        definition.Control.ShouldBe(10);
        definition.Display.ShouldBe(new Display { Screens = ["/shop/*"], ExpireAfter = Duration.FromDays(3) });
        definition.Goal.ShouldBe(new Goal(new EventMatch("Order Completed", null), Duration.FromDays(3), "total"));
    }

    [Fact]
    public void Parse_WhenTheAbandonedCart_ReadsTheContents()
    {
        var variants = Documents.Defined(Documents.AbandonedCart).Variants;
        variants.Select(variant => (variant.Id, variant.Weight)).ShouldBe([("picture", 50), ("plain", 50)]);
        variants[0].InApp.Kind.ShouldBe(InAppKind.Modal);
        variants[0].InApp.Title!.Parts[1].ShouldBe(new TemplatePart.Hole("user.firstName", "friend"));
        variants[0].InApp.Actions[0].Id.ShouldBe("cart");
        variants[0].InApp.Locales[0].Locale.ShouldBe("fa");
        (variants[1].InApp.Kind, variants[1].InApp.Author!.Source).ShouldBe((InAppKind.Chat, "Mia"));
    }

    [Fact]
    public void Parse_WhenReadTwice_GivesEqualDefinitions() =>
        Documents.Defined(Documents.AbandonedCart).ShouldBe(Documents.Defined(Documents.AbandonedCart));

    [Fact]
    public void Trigger_WhenSessionStart_IsThatEvent()
    {
        Documents.DefinedWith("trigger", """{"any":[{"sessionStart":true}]}""").Triggers.ShouldBe([new EventMatch("Session Started", null)]);
        Documents.DefinedWith("trigger", """{"sessionStart":true}""").Triggers.ShouldBe([new EventMatch("Session Started", null)]);
    }

    [Fact]
    public void Audience_WhenNested_KeepsItsShape()
    {
        var audience = Documents.DefinedWith("audience", """
            {"any":[{"not":{"trait":"a.b","op":"exists"}},{"event":"Opened","last":{"op":"before","ago":"P30D"}},{"event":"Opened","first":{"op":"after","ago":"PT1H"}}]}
            """).Audience;
        audience.ShouldBe(new Condition.Any([
            new Condition.Not(new Condition.Trait("a.b", new Test(Operator.Exists, Value.Missing))),
            new Condition.When("Opened", Occurrence.Last, Operator.Before, Duration.FromDays(30)),
            new Condition.When("Opened", Occurrence.First, Operator.After, Duration.FromHours(1)),
        ]));
    }

    [Fact]
    public void Test_WhenAnyOperator_IsTaken()
    {
        foreach (var @operator in Enum.GetValues<Operator>())
        {
            var name = char.ToLowerInvariant(@operator.ToString()[0]) + @operator.ToString()[1..];
            var operand = @operator switch
            {
                Operator.In or Operator.NotIn => ""","value":["a",1,true,null]""",
                Operator.Exists or Operator.NotExists => string.Empty,
                Operator.Before or Operator.After => ""","value":"2026-12-01T00:00:00Z" """,
                Operator.VersionGte or Operator.VersionLt => ""","value":"1.2" """,
                _ => ""","value":"a" """,
            };
            var audience = Documents.DefinedWith("audience", $$"""{"trait":"x","op":"{{name}}"{{operand}}}""").Audience;
            audience.ShouldBeOfType<Condition.Trait>().Test.Operator.ShouldBe(@operator);
        }
    }

    [Theory]
    [InlineData("quietHours", "\"ignore\"")]
    [InlineData("reEligibility", "\"always\"")]
    [InlineData("reEligibility", "\"once\"")]
    [InlineData("audienceCheck", "\"both\"")]
    [InlineData("delay", """{"for":"PT0S"}""")]
    [InlineData("window", """{"from":"22:00","to":"06:00:30"}""")]
    [InlineData("caps", "{}")]
    [InlineData("priority", "{}")]
    [InlineData("display", "{}")]
    [InlineData("exceptions", "[]")]
    [InlineData("control", "100")]
    public void Parse_WhenAnotherChoice_IsTaken(string field, string json) => Documents.DefinedWith(field, json);

    [Fact]
    public void Window_WhenDaysAreNamed_OpensOnThose()
    {
        var window = Documents.DefinedWith("window", """{"from":"09:00","to":"17:00","days":["mon","fri"],"zone":"workspace"}""").Window;
        window.ShouldBe(new SendWindow(new LocalTime(9, 0), new LocalTime(17, 0), Weekdays.Monday | Weekdays.Friday, ZoneChoice.Workspace, Outside.Drop));
    }
}
