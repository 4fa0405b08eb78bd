using Engagement.Core.Targeting;

namespace Engagement.Core.Definitions;

/// <summary>Reads what someone did before: <c>{"event":…,"count":…,"within":…}</c>, <c>{"event":…,"last":…}</c>, <c>{"event":…,"first":…}</c>.</summary>
internal static class BehaviourReader
{
    public static Condition? Read(Fields fields)
    {
        var name = fields.Required("event", Scalars.EventName);
        fields.NotSupported("days", "streak", "sum", "where");
        var count = fields.Optional("count", ReadCount);
        var within = fields.Optional("within", node => Spans.WholeDays(node, DefinitionLimits.CountedDays));
        var last = fields.Optional("last", node => ReadWhen(node, Occurrence.Last));
        var first = fields.Optional("first", node => ReadWhen(node, Occurrence.First));
        if (!HasOneForm(fields) || name is null)
        {
            return null;
        }

        return count is not null ? count with { Event = name, WithinDays = within }
            : (last ?? first) is { } when ? when with { Event = name }
            : null;
    }

    private static Condition.Count? ReadCount(Node node)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var op = fields.Required("op", TestReader.ReadComparison);
        var times = fields.Required("value", Scalars.Number);
        fields.End();
        return op is { } comparison && times is { } number ? new Condition.Count(string.Empty, comparison, number, null) : null;
    }

    private static Condition.When? ReadWhen(Node node, Occurrence occurrence)
    {
        if (Fields.Of(node) is not { } fields)
        {
            return null;
        }

        var op = fields.Required("op", word => Choices.OneOf<Operator>(word, ("before", Operator.Before), ("after", Operator.After)));
        var ago = fields.Required("ago", length => Spans.Upto(length, DefinitionLimits.LongestDays));
        fields.End();
        return op is { } order && ago is { } back ? new Condition.When(string.Empty, occurrence, order, back) : null;
    }

    private static bool HasOneForm(Fields fields)
    {
        var forms = (fields.Has("count") ? 1 : 0) + (fields.Has("last") ? 1 : 0) + (fields.Has("first") ? 1 : 0);
        if (forms != 1 && !fields.HadUnsupported)
        {
            fields.Node.Refuse("expected exactly one of count, first, last beside event");
        }
        else if (fields.Has("within") && !fields.Has("count"))
        {
            fields.Node.RefuseMember("within", "goes with count; first and last take \"ago\"");
        }

        return forms == 1;
    }
}
