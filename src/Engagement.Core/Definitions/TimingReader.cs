using Engagement.Core.Campaigns;
using Engagement.Core.Timing;
using NodaTime;

namespace Engagement.Core.Definitions;

/// <summary>Reads when a message goes out: <c>delay</c>, <c>window</c>, <c>quietHours</c>, <c>reEligibility</c>.</summary>
internal static class TimingReader
{
    public static Delay? Delay(Node node) => Forms.OneOf<Delay>(
        node,
        new("for", DelayFor),
        new("inDays", null),
        new("next", null));

    public static SendWindow? Window(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var from = fields.Required("from", Scalars.TimeOfDay);
        var to = fields.Required("to", Scalars.TimeOfDay);
        var days = fields.Optional("days", Days);
        var zone = fields.Optional("zone", Zone);
        var outside = fields.Optional("outside", Outside);
        fields.End();
        return from is { } opens && to is { } closes
            ? new SendWindow(opens, closes, days ?? Weekdays.All, zone ?? ZoneChoice.User, outside ?? Timing.Outside.Drop)
            : null;
    }

    public static ReEligibility? ReEligibility(Node node)
    {
        if (node.Kind == System.Text.Json.JsonValueKind.Object)
        {
            return Forms.OneOf<ReEligibility>(node, new Form<ReEligibility>("after", After));
        }

        var always = Choices.OneOf<bool>(node, ("once", false), ("always", true));
        return always is not { } again ? null : again ? new ReEligibility.Always() : new ReEligibility.Once();
    }

    public static ZoneChoice? Zone(Node node) => Choices.OneOf<ZoneChoice>(node, ("user", ZoneChoice.User), ("workspace", ZoneChoice.Workspace));

    public static Outside? Outside(Node node) => Choices.OneOf<Outside>(node, ("drop", Timing.Outside.Drop), ("defer", Timing.Outside.Defer));

    private static Delay.For? DelayFor(Fields fields) =>
        fields.Required("for", node => Spans.NoneUpto(node, DefinitionLimits.LongestDelayDays)) is { } length ? new Delay.For(length) : null;

    private static ReEligibility.After? After(Fields fields) =>
        fields.Required("after", node => Spans.Upto(node, DefinitionLimits.LongestDays)) is { } wait ? new ReEligibility.After(wait) : null;

    private static Weekdays? Days(Node node)
    {
        if (!Lists.HasCount(node, 1, 7))
        {
            return null;
        }

        var days = Weekdays.None;
        foreach (var item in Lists.Items(node))
        {
            var day = Day(item) ?? IsoDayOfWeek.None;
            if (days.Contains(day))
            {
                item.Refuse("given twice");
            }

            days |= day.ToWeekdays();
        }

        return days == Weekdays.None ? null : days;
    }

    private static IsoDayOfWeek? Day(Node node) => Choices.OneOf<IsoDayOfWeek>(
        node,
        ("mon", IsoDayOfWeek.Monday),
        ("tue", IsoDayOfWeek.Tuesday),
        ("wed", IsoDayOfWeek.Wednesday),
        ("thu", IsoDayOfWeek.Thursday),
        ("fri", IsoDayOfWeek.Friday),
        ("sat", IsoDayOfWeek.Saturday),
        ("sun", IsoDayOfWeek.Sunday));
}
