using NodaTime;

namespace Engagement.Core.Targeting;

/// <summary>
/// An operator with what it compares to. A missing value fails every operator but ne, notIn, notContains and notExists. Compares by
/// operator and operand. Safe for concurrent use.
/// </summary>
public sealed record Test
{
    private readonly Pattern? _pattern;
    private readonly Instant? _moment;

    /// <param name="operator">How to compare.</param>
    /// <param name="operand">Missing for exists and notExists; a list for in and notIn; a text for matches, before, after and versions.</param>
    /// <exception cref="ArgumentException">The operand of matches is no pattern: see <see cref="Pattern.TryParse"/>.</exception>
    public Test(Operator @operator, Value operand)
    {
        Operator = @operator;
        Operand = operand;
        _pattern = @operator == Operator.Matches ? Pattern.Parse(operand.Text) : null;
        _moment = @operator is Operator.Before or Operator.After ? Timestamps.Read(operand) : null;
    }

    public Operator Operator { get; }

    public Value Operand { get; }

    public bool Holds(in Value value) => Operator switch
    {
        Operator.Eq => !value.IsMissing && value.Equals(Operand),
        Operator.Ne => !value.Equals(Operand),
        Operator.Gt => Comparison.Of(value, Operand) > 0,
        Operator.Gte => Comparison.Of(value, Operand) >= 0,
        Operator.Lt => Comparison.Of(value, Operand) < 0,
        Operator.Lte => Comparison.Of(value, Operand) <= 0,
        Operator.In => Operand.Items.Contains(value),
        Operator.NotIn => !Operand.Items.Contains(value),
        Operator.Contains => Contains(value),
        Operator.NotContains => !Contains(value),
        Operator.StartsWith => Operand.Text is { } start && value.Text?.StartsWith(start, StringComparison.Ordinal) == true,
        Operator.EndsWith => Operand.Text is { } end && value.Text?.EndsWith(end, StringComparison.Ordinal) == true,
        Operator.Exists => !value.IsMissing,
        Operator.NotExists => value.IsMissing,
        Operator.Matches => value.Text is { } text && _pattern!.IsMatch(text),
        Operator.Before => Timestamps.Read(value) < _moment,
        Operator.After => Timestamps.Read(value) > _moment,
        Operator.VersionGte => Versions.Compare(value.Text, Operand.Text) >= 0,
        Operator.VersionLt => Versions.Compare(value.Text, Operand.Text) < 0,
        _ => false,
    };

    public bool Equals(Test? other) => other is not null && Operator == other.Operator && Operand == other.Operand;

    public override int GetHashCode() => HashCode.Combine(Operator, Operand);

    private bool Contains(in Value value) => value.Text is { } text
        ? Operand.Text is { } part && text.Contains(part, StringComparison.Ordinal)
        : !value.IsMissing && value.Items.Contains(Operand);
}
