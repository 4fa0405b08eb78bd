using System.Text.Json;
using Engagement.Core.Targeting;

namespace Engagement.Core.Definitions;

/// <summary>Reads <c>"op":…,"value":…</c>.</summary>
internal static class TestReader
{
    public static Test? Read(Fields fields)
    {
        var @operator = fields.Required("op", ReadOperator);
        var operand = fields.Take("value");
        return @operator is { } op ? Read(fields, op, operand) : null;
    }

    /// <summary>One of the six that compare numbers.</summary>
    public static Operator? ReadComparison(Node node) => Choices.OneOf<Operator>(
        node,
        ("eq", Operator.Eq),
        ("ne", Operator.Ne),
        ("gt", Operator.Gt),
        ("gte", Operator.Gte),
        ("lt", Operator.Lt),
        ("lte", Operator.Lte));

    private static Test? Read(Fields fields, Operator op, Node? operand)
    {
        if (op is Operator.Exists or Operator.NotExists)
        {
            operand?.Refuse("exists and notExists take no value");
            return new Test(op, Value.Missing);
        }

        if (operand is null)
        {
            fields.Node.RefuseMember("value", "is required");
            return null;
        }

        return OperandOf(op, operand) is { IsMissing: false } value ? new Test(op, value) : null;
    }

    private static Value OperandOf(Operator op, Node node) => op switch
    {
        Operator.In or Operator.NotIn => ValueReader.List(node),
        Operator.Gt or Operator.Gte or Operator.Lt or Operator.Lte => ValueReader.Ordered(node),
        Operator.StartsWith or Operator.EndsWith => ValueReader.Text(node, "a text", text => text.Length > 0),
        Operator.Matches => ValueReader.Text(
            node, $"a regular expression of at most {Pattern.MaximumLength} characters, without back-references or look-around", IsPattern),
        Operator.Before or Operator.After => ValueReader.Text(node, "an RFC 3339 instant such as \"2026-12-01T00:00:00Z\", or a date", IsMoment),
        Operator.VersionGte or Operator.VersionLt => ValueReader.Text(node, "a version such as \"4.12.0\"", text => Versions.IsVersion(text)),
        _ => ValueReader.Scalar(node),
    };

    private static bool IsPattern(string text) => Pattern.TryParse(text, out _);

    private static bool IsMoment(string text) => Rfc3339.TryParse(text, out _);

    private static Operator? ReadOperator(Node node)
    {
        var text = node.Kind == JsonValueKind.String ? node.Element.GetString() : null;
        if (text is not null && Names.TryGetValue(text, out var found))
        {
            return found;
        }

        node.Refuse($"expected one of {string.Join(", ", Names.Keys)}");
        return null;
    }

    private static readonly Dictionary<string, Operator> Names =
        Enum.GetValues<Operator>().ToDictionary(op => JsonNamingPolicy.CamelCase.ConvertName(op.ToString()), StringComparer.Ordinal);
}
