using Engagement.Core.Targeting;

namespace Engagement.Core.Definitions;

/// <summary>Reads the tree of an audience, or of a <c>where</c>.</summary>
internal static class ConditionReader
{
    public static Condition? Audience(Node node) => Audience(node, 1);

    public static Condition? Where(Node node) => Where(node, 1);

    private static Condition? Audience(Node node, int depth)
    {
        if (!IsShallow(node, depth))
        {
            return null;
        }

        return Forms.OneOf<Condition>(
            node,
            new("all", fields => All(fields, Audience, depth)),
            new("any", fields => Any(fields, Audience, depth)),
            new("not", fields => Not(fields, Audience, depth)),
            new("trait", fields => Leaf(fields, Trait)),
            new("event", fields => Leaf(fields, BehaviourReader.Read)),
            new("sequence", null),
            new("message", null),
            new("segment", null),
            new("bucket", null),
            new("platform", null),
            new("locale", null),
            new("zone", null));
    }

    private static Condition? Where(Node node, int depth)
    {
        if (!IsShallow(node, depth))
        {
            return null;
        }

        return Forms.OneOf<Condition>(
            node,
            new("all", fields => All(fields, Where, depth)),
            new("any", fields => Any(fields, Where, depth)),
            new("not", fields => Not(fields, Where, depth)),
            new("property", fields => Leaf(fields, Property)));
    }

    private static Condition.All? All(Fields fields, Func<Node, int, Condition?> read, int depth) =>
        fields.Required("all", list => Parts(list, read, depth)) is { } parts ? new Condition.All(parts) : null;

    private static Condition.Any? Any(Fields fields, Func<Node, int, Condition?> read, int depth) =>
        fields.Required("any", list => Parts(list, read, depth)) is { } parts ? new Condition.Any(parts) : null;

    private static Condition.Not? Not(Fields fields, Func<Node, int, Condition?> read, int depth) =>
        fields.Required("not", node => read(node, depth + 1)) is { } part ? new Condition.Not(part) : null;

    private static ValueList<Condition>? Parts(Node list, Func<Node, int, Condition?> read, int depth) =>
        Lists.Of(list, 1, DefinitionLimits.ConditionLeaves, item => read(item, depth + 1));

    private static Condition.Trait? Trait(Fields fields)
    {
        var path = fields.Required("trait", Scalars.Path);
        var test = TestReader.Read(fields);
        return path is not null && test is not null ? new Condition.Trait(path, test) : null;
    }

    private static Condition.Property? Property(Fields fields)
    {
        var path = fields.Required("property", Scalars.Path);
        var test = TestReader.Read(fields);
        return path is not null && test is not null ? new Condition.Property(path, test) : null;
    }

    private static Condition? Leaf(Fields fields, Func<Fields, Condition?> read)
    {
        if (++fields.Node.Reading.ConditionLeaves == DefinitionLimits.ConditionLeaves + 1)
        {
            fields.Node.Refuse($"more than {DefinitionLimits.ConditionLeaves} tests in one document");
        }

        return read(fields);
    }

    private static bool IsShallow(Node node, int depth)
    {
        if (depth <= DefinitionLimits.ConditionDepth)
        {
            return true;
        }

        node.Refuse($"conditions go at most {DefinitionLimits.ConditionDepth} deep");
        return false;
    }
}
