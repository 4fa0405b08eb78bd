using System.Text.Json;
using Engagement.Core.Targeting;

namespace Engagement.Core.Definitions;

/// <summary>Readers of what a test compares to; <see cref="Value.Missing"/> for what is wrong.</summary>
internal static class ValueReader
{
    public static Value Scalar(Node node)
    {
        var value = node.Kind switch
        {
            JsonValueKind.String => Short(node),
            JsonValueKind.Number => Number(node),
            JsonValueKind.True => Value.Of(true),
            JsonValueKind.False => Value.Of(false),
            JsonValueKind.Null => Value.Null,
            _ => Value.Missing,
        };
        return value.IsMissing ? Refuse(node, $"a text of at most {DefinitionLimits.TextLength} characters, a number, true, false or null") : value;
    }

    public static Value List(Node node)
    {
        if (!Lists.HasCount(node, 1, DefinitionLimits.ListItems))
        {
            return Value.Missing;
        }

        var items = Lists.Items(node).Select(Scalar).ToArray();
        return items.Any(item => item.IsMissing) ? Value.Missing : Value.Of(items);
    }

    public static Value Ordered(Node node)
    {
        var value = node.Kind switch
        {
            JsonValueKind.String => Short(node),
            JsonValueKind.Number => Number(node),
            _ => Value.Missing,
        };
        return value.IsMissing ? Refuse(node, "a number or a text") : value;
    }

    public static Value Text(Node node, string expected, Func<string, bool> isRight)
    {
        var text = node.Kind == JsonValueKind.String ? Short(node).Text : null;
        return text is not null && isRight(text) ? Value.Of(text) : Refuse(node, expected);
    }

    private static Value Short(Node node) =>
        node.Element.GetString() is { Length: <= DefinitionLimits.TextLength } text ? Value.Of(text) : Value.Missing;

    private static Value Number(Node node) =>
        node.Element.TryGetDouble(out var number) && double.IsFinite(number) ? Value.Of(number) : Value.Missing;

    private static Value Refuse(Node node, string expected)
    {
        node.Refuse($"expected {expected}");
        return Value.Missing;
    }
}
