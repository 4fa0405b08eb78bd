namespace Engagement.Core.Targeting;

/// <summary>
/// Versions of dotted numbers, such as <c>4.12.0</c>. A part that is not written counts as zero; what follows a <c>-</c> or <c>+</c>
/// (a pre-release, a build) is not compared.
/// </summary>
public static class Versions
{
    public static bool IsVersion(ReadOnlySpan<char> text)
    {
        var rest = Numbers(text);
        do
        {
            var part = TakePart(ref rest);
            if (part.IsEmpty || part.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }
        }
        while (!rest.IsEmpty);

        return Numbers(text)[^1] != '.';
    }

    /// <summary>Below, equal to or above zero; null when one of them is no version.</summary>
    public static int? Compare(string? left, string? right)
    {
        if (!IsVersion(left) || !IsVersion(right))
        {
            return null;
        }

        ReadOnlySpan<char> one = Numbers(left), other = Numbers(right);
        var order = 0;
        while (order == 0 && !(one.IsEmpty && other.IsEmpty))
        {
            order = CompareDigits(TakePart(ref one).TrimStart('0'), TakePart(ref other).TrimStart('0'));
        }

        return order;
    }

    private static ReadOnlySpan<char> Numbers(ReadOnlySpan<char> text) =>
        text.IndexOfAny('-', '+') is var end && end < 0 ? text : text[..end];

    private static ReadOnlySpan<char> TakePart(ref ReadOnlySpan<char> rest)
    {
        var dot = rest.IndexOf('.');
        var part = dot < 0 ? rest : rest[..dot];
        rest = dot < 0 ? [] : rest[(dot + 1)..];
        return part;
    }

    // Without leading zeros the longer number is the greater, however long it is.
    private static int CompareDigits(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
}
