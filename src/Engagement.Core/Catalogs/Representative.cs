using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>Which values the tests of one property tell apart, and what stands for those they do not.</summary>
internal static class Representative
{
    // A lone half of a pair: no document can hold it, so no test is about it.
    private static readonly Value Other = Value.Of("\uD800");

    /// <summary>Any text that is written in no test.</summary>
    public static Value OtherText => Other;

    /// <summary>
    /// Whether one value decides the test for all values that no operand tells apart from it. The others look inside a text, a list or a
    /// number: they are asked again for the value itself.
    /// </summary>
    public static bool IsExact(Test test) => test.Operator switch
    {
        Operator.Exists or Operator.NotExists => true,
        Operator.Eq or Operator.Ne => IsScalar(test.Operand),
        Operator.Gt or Operator.Gte or Operator.Lt or Operator.Lte => test.Operand.IsNumber,
        Operator.In or Operator.NotIn => AllScalars(test.Operand.Items),
        _ => false,
    };

    /// <summary>False only if, for every value that <paramref name="value"/> stands for, some test fails.</summary>
    public static bool MayHold(Test[] tests, Value value)
    {
        foreach (var test in tests)
        {
            if (!test.Holds(value) && (IsExact(test) || IsAlone(value)))
            {
                return false;
            }
        }

        return true;
    }

    public static IEnumerable<string> TextsOf(Test[] tests) => Operands(tests).Select(operand => operand.Text).OfType<string>().Distinct();

    public static IEnumerable<double> NumbersOf(Test[] tests) => Operands(tests).Where(operand => operand.IsNumber).Select(operand => operand.Number);

    private static IEnumerable<Value> Operands(Test[] tests) => tests.Where(IsExact).SelectMany(test =>
        test.Operator is Operator.In or Operator.NotIn ? test.Operand.Items.ToArray() : [test.Operand]);

    // What stands for nothing but itself.
    private static bool IsAlone(in Value value) => value.Kind switch
    {
        ValueKind.Missing or ValueKind.Null or ValueKind.Bool => true,
        ValueKind.Text => value != Other,
        _ => false,
    };

    private static bool IsScalar(in Value value) => value.Kind is not (ValueKind.List or ValueKind.Map or ValueKind.Missing);

    private static bool AllScalars(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
        {
            if (!IsScalar(value))
            {
                return false;
            }
        }

        return true;
    }
}
