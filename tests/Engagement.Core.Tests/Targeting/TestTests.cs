using Engagement.Core.Targeting;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Targeting;

public sealed class TestTests
{
    private static readonly Value List = Value.Of([Value.Of("red"), Value.Of(7)]);

    public static TheoryData<Operator, object?, object?, bool> Cases => new()
    {
        { Operator.Eq, 7.0, 7.0, true },
        { Operator.Eq, "7", 7.0, false },
        { Operator.Eq, true, true, true },
        { Operator.Eq, "Red", "red", false },
        { Operator.Ne, "blue", "red", true },
        { Operator.Ne, "red", "red", false },
        { Operator.Ne, 7.0, "7", true },
        { Operator.Gt, 10.0, 9.5, true },
        { Operator.Gt, 9.5, 9.5, false },
        { Operator.Gt, "10", 9.5, false },
        { Operator.Gt, "b", "a", true },
        { Operator.Gt, "10", "9", false },
        { Operator.Gte, 9.5, 9.5, true },
        { Operator.Lt, -1.0, 0.0, true },
        { Operator.Lt, "a", "B", false },
        { Operator.Lte, 0.0, -0.0, true },
        { Operator.StartsWith, "Product Added", "Product", true },
        { Operator.StartsWith, "product", "Product", false },
        { Operator.StartsWith, 7.0, "7", false },
        { Operator.EndsWith, "anna@example.com", "example.com", true },
        { Operator.EndsWith, "example.com.evil", "example.com", false },
        { Operator.Contains, "enterprise", "prise", true },
        { Operator.Contains, 7.0, 7.0, false },
        { Operator.NotContains, "enterprise", "free", true },
        { Operator.NotContains, 7.0, 7.0, true },
        { Operator.Matches, "SKU-0042", "^SKU-[0-9]{4}$", true },
        { Operator.Matches, "xx SKU-0042", "SKU", true },
        { Operator.Matches, 42.0, "42", false },
        { Operator.Before, "2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z", true },
        { Operator.Before, "2026-12-01T00:30:00+01:00", "2026-12-01T00:00:00Z", true },
        { Operator.Before, "2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z", false },
        { Operator.Before, 1_764_547_199.0, "2025-12-01", true },
        { Operator.Before, "soon", "2026-12-01", false },
        { Operator.After, "2026-12-02", "2026-12-01", true },
        { Operator.After, 1_764_547_201.0, "2025-12-01T00:00:00Z", true },
        { Operator.After, "soon", "2026-12-01", false },
        { Operator.VersionGte, "4.10.0", "4.9", true },
        { Operator.VersionGte, "4.9", "4.9.0", true },
        { Operator.VersionGte, "4.9-beta", "4.9", true },
        { Operator.VersionGte, "four", "4.9", false },
        { Operator.VersionGte, 5.0, "4.9", false },
        { Operator.VersionLt, "4.9.99", "4.10", true },
        { Operator.VersionLt, "04.9", "4.9", false },
        { Operator.Exists, "", null, true },
        { Operator.NotExists, "", null, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Holds_WhenValueIsThere_ComparesByKind(Operator @operator, object? value, object? operand, bool expected) =>
        new Test(@operator, Of(operand)).Holds(Of(value)).ShouldBe(expected);

    [Theory]
    [InlineData(Operator.Ne)]
    [InlineData(Operator.NotIn)]
    [InlineData(Operator.NotContains)]
    [InlineData(Operator.NotExists)]
    public void Holds_WhenValueIsMissingAndOperatorDenies_True(Operator @operator) => OnMissing(@operator).ShouldBeTrue();

    [Fact]
    public void Holds_WhenValueIsMissingAndOperatorAffirms_False()
    {
        Operator[] deny = [Operator.Ne, Operator.NotIn, Operator.NotContains, Operator.NotExists];
        foreach (var @operator in Enum.GetValues<Operator>().Except(deny))
        {
            OnMissing(@operator).ShouldBeFalse(@operator.ToString());
        }
    }

    [Fact]
    public void Holds_WhenValueIsNull_IsThereButEqualsOnlyNull()
    {
        new Test(Operator.Exists, Value.Missing).Holds(Value.Null).ShouldBeTrue();
        new Test(Operator.Eq, Value.Null).Holds(Value.Null).ShouldBeTrue();
        new Test(Operator.Eq, Value.Null).Holds(Value.Missing).ShouldBeFalse();
        new Test(Operator.Eq, Value.Of("null")).Holds(Value.Null).ShouldBeFalse();
        new Test(Operator.Lt, Value.Of(1)).Holds(Value.Null).ShouldBeFalse();
    }

    [Fact]
    public void Holds_WhenOperandIsAList_LooksForTheValueInIt()
    {
        new Test(Operator.In, List).Holds(Value.Of("red")).ShouldBeTrue();
        new Test(Operator.In, List).Holds(Value.Of(7)).ShouldBeTrue();
        new Test(Operator.In, List).Holds(Value.Of("7")).ShouldBeFalse();
        new Test(Operator.NotIn, List).Holds(Value.Of("green")).ShouldBeTrue();
        new Test(Operator.NotIn, List).Holds(Value.Of("red")).ShouldBeFalse();
    }

    [Fact]
    public void Holds_WhenValueIsAList_ContainsLooksForAnEqualItem()
    {
        new Test(Operator.Contains, Value.Of("red")).Holds(List).ShouldBeTrue();
        new Test(Operator.Contains, Value.Of("re")).Holds(List).ShouldBeFalse();
        new Test(Operator.NotContains, Value.Of("green")).Holds(List).ShouldBeTrue();
        new Test(Operator.Eq, Value.Of("red")).Holds(List).ShouldBeFalse();
    }

    [Fact]
    public void Equals_WhenOperatorAndOperandAreEqual_True()
    {
        new Test(Operator.Matches, Value.Of("^a")).ShouldBe(new Test(Operator.Matches, Value.Of("^a")));
        new Test(Operator.Matches, Value.Of("^a")).ShouldNotBe(new Test(Operator.Matches, Value.Of("^b")));
        new Test(Operator.Eq, Value.Of(1)).ShouldNotBe(new Test(Operator.Ne, Value.Of(1)));
    }

    private static bool OnMissing(Operator @operator)
    {
        var operand = @operator switch
        {
            Operator.In or Operator.NotIn => List,
            Operator.Exists or Operator.NotExists => Value.Missing,
            Operator.Before or Operator.After => Value.Of("2026-12-01"),
            Operator.VersionGte or Operator.VersionLt => Value.Of("1.0"),
            _ => Value.Of("red"),
        };
        return new Test(@operator, operand).Holds(Value.Missing);
    }

    private static Value Of(object? value) => value switch
    {
        null => Value.Missing,
        bool flag => Value.Of(flag),
        double number => Value.Of(number),
        _ => Value.Of((string)value),
    };
}
