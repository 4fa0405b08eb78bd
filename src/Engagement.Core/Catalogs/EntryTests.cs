using Engagement.Core.Targeting;

namespace Engagement.Core.Catalogs;

/// <summary>
/// What one entry of an index asks of one property, and which values that tells apart. A test whose operand does not tell (it looks inside a
/// text, a list or a number) is inexact: here it may hold for any such value, and is asked again for the value itself.
/// </summary>
internal sealed class EntryTests
{
    private const string AnyOtherText = "\uD800";

    private readonly Test[] _tests;

    public EntryTests(int entry, ReadOnlySpan<PropertyTest> tests)
    {
        Entry = entry;
        _tests = new Test[tests.Length];
        var texts = new List<string>();
        var numbers = new List<double>();
        for (var index = 0; index < tests.Length; index++)
        {
            _tests[index] = tests[index].Test;
            AddOperands(_tests[index], texts, numbers);
        }

        numbers.Sort();
        Texts = [.. texts.Distinct(StringComparer.Ordinal)];
        Numbers = [.. numbers.Distinct()];
    }

    /// <summary>Stands for every text that no test names: half of a pair, which no document can hold.</summary>
    public static Value OtherText { get; } = Value.Of(AnyOtherText);

    public int Entry { get; }

    /// <summary>Texts that exact tests name, each once.</summary>
    public string[] Texts { get; }

    /// <summary>Numbers that exact tests name, each once, in order.</summary>
    public double[] Numbers { get; }

    /// <summary>A guess at the share of events that pass, from 0 to 1: only the order of work depends on it.</summary>
    public double PassingShare(int textsNamed)
    {
        var share = 1.0;
        foreach (var test in _tests)
        {
            share *= test.Operator switch
            {
                Operator.Eq or Operator.In => Texts.Length == 0 ? 0.4 : Math.Min(1, Texts.Length / Math.Max(2.0, textsNamed)),
                Operator.Ne or Operator.NotIn or Operator.NotContains or Operator.Exists => 0.9,
                Operator.NotExists => 0.1,
                _ => 0.5,
            };
        }

        return share;
    }

    /// <summary>False only if, for every value that <paramref name="value"/> stands for, some test fails.</summary>
    public bool MayHold(in Value value)
    {
        foreach (var test in _tests)
        {
            if (!test.Holds(value) && (IsExact(test) || StandsAlone(value)))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsExact(Test test) => test.Operator switch
    {
        Operator.Exists or Operator.NotExists => true,
        Operator.Eq or Operator.Ne => IsScalar(test.Operand),
        Operator.Gt or Operator.Gte or Operator.Lt or Operator.Lte => test.Operand.IsNumber,
        Operator.In or Operator.NotIn => AreScalars(test.Operand.Items),
        _ => false,
    };

    private static void AddOperands(Test test, List<string> texts, List<double> numbers)
    {
        if (!IsExact(test))
        {
            return;
        }

        Add(test.Operand);
        foreach (var item in test.Operand.Items)
        {
            Add(item);
        }

        void Add(in Value operand)
        {
            if (operand.Text is { } text)
            {
                texts.Add(text);
            }
            else if (operand.IsNumber)
            {
                numbers.Add(operand.Number);
            }
        }
    }

    private static bool StandsAlone(in Value value) => value.Kind switch
    {
        ValueKind.Missing or ValueKind.Null or ValueKind.Bool => true,
        ValueKind.Text => value.Text != AnyOtherText,
        _ => false,
    };

    private static bool IsScalar(in Value value) => value.Kind is not (ValueKind.List or ValueKind.Map or ValueKind.Missing);

    private static bool AreScalars(ReadOnlySpan<Value> values)
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
