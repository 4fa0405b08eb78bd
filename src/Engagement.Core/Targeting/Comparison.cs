namespace Engagement.Core.Targeting;

/// <summary>The order of values of one kind.</summary>
public static class Comparison
{
    /// <summary>Below, equal to or above zero as <paramref name="left"/> is to <paramref name="right"/>; null unless both are numbers or both texts.</summary>
    public static int? Of(in Value left, in Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return left.Number.CompareTo(right.Number);
        }

        return left.Text is { } text && right.Text is { } other ? string.CompareOrdinal(text, other) : null;
    }

    /// <summary>Whether <c>left op right</c>; false for an operator that is no comparison of numbers.</summary>
    public static bool Holds(double left, Operator @operator, double right) => @operator switch
    {
        Operator.Eq => left == right,
        Operator.Ne => left != right,
        Operator.Gt => left > right,
        Operator.Gte => left >= right,
        Operator.Lt => left < right,
        Operator.Lte => left <= right,
        _ => false,
    };
}
