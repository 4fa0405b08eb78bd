using Engagement.Core.Messages;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Messages;

public sealed class TemplateParserTests
{
    [Fact]
    public void Parse_WhenHolesStandInText_KeepsBothInOrder()
    {
        var template = Parsed("Hi {{ user.firstName }}, {{default event.properties.item.name \"it\"}} }} {{count \"Order Completed\"}}{{campaign.name}}");
        template.Parts.ShouldBe([
            new TemplatePart.Literal("Hi "),
            new TemplatePart.Hole("user.firstName", null),
            new TemplatePart.Literal(", "),
            new TemplatePart.Hole("event.properties.item.name", "it"),
            new TemplatePart.Literal(" }} "),
            new TemplatePart.Hole("counters.Order Completed", null),
            new TemplatePart.Hole("campaign.name", null),
        ]);
    }

    [Fact]
    public void Parse_WhenNothingIsToBeFilled_IsOneLiteral() => Parsed("a { b }").Parts.ShouldBe([new TemplatePart.Literal("a { b }")]);

    [Fact]
    public void Parse_WhenFallbackIsEmpty_KeepsIt() =>
        Parsed("{{default user.firstName \"\"}}").Parts.ShouldBe([new TemplatePart.Hole("user.firstName", string.Empty)]);

    [Theory]
    [InlineData("{{user.name")]
    [InlineData("{{}}")]
    [InlineData("{{user}}")]
    [InlineData("{{user.}}")]
    [InlineData("{{user..name}}")]
    [InlineData("{{event.name}}")]
    [InlineData("{{event.properties.}}")]
    [InlineData("{{counters.Opened}}")]
    [InlineData("{{campaign.id}}")]
    [InlineData("{{process.env.SECRET}}")]
    [InlineData("{{#if user.vip}}")]
    [InlineData("{{/if}}")]
    [InlineData("{{> partial}}")]
    [InlineData("{{! comment}}")]
    [InlineData("{{{user.name}}}")]
    [InlineData("{{default user.name}}")]
    [InlineData("{{default user.name \"a}}")]
    [InlineData("{{default user.name 'a'}}")]
    [InlineData("{{default user.name \"a\" \"b\"}}")]
    [InlineData("{{default\"a\"}}")]
    [InlineData("{{defaultuser.name \"a\"}}")]
    [InlineData("{{count Opened}}")]
    [InlineData("{{count \"\"}}")]
    [InlineData("{{user.name | upcase}}")]
    [InlineData("{{user.a user.b}}")]
    public void Parse_WhenTheHoleIsAnythingElse_RefusesItByName(string source)
    {
        TemplateParser.Parse("text " + source, out var fault).ShouldBeNull();
        fault.ShouldNotBeNull().ShouldContain(source.Trim('{', '}').Trim());
    }

    [Fact]
    public void Parse_WhenBeyondABound_Refuses()
    {
        TemplateParser.Parse(new string('é', TemplateParser.MaximumBytes / 2), out _).ShouldNotBeNull();
        TemplateParser.Parse(new string('é', (TemplateParser.MaximumBytes / 2) + 1), out var fault).ShouldBeNull();
        fault!.ShouldContain("10240");
        TemplateParser.Parse(string.Concat(Enumerable.Repeat("{{user.a}}", TemplateParser.MaximumHoles + 1)), out fault).ShouldBeNull();
        fault!.ShouldContain("50 holes");
    }

    [Fact]
    public void Parse_WhateverTheText_TakesItOrNamesAFault() => Property.Holds(
        Gen.Elements("{{", "}}", "{", "}", "user.", "event.properties.a", "default", "count", "\"", " ", "campaign.name", "ж", "#").ListOf(8),
        pieces =>
        {
            var source = string.Concat(pieces);
            var template = TemplateParser.Parse(source, out var fault);
            (template is null).ShouldBe(fault is not null);
            template?.Source.ShouldBe(source);
        });

    private static Template Parsed(string source)
    {
        var template = TemplateParser.Parse(source, out var fault);
        fault.ShouldBeNull();
        return template.ShouldNotBeNull();
    }
}
