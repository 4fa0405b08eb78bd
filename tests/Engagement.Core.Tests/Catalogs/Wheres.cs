using Engagement.Core.Campaigns;
using Engagement.Core.Targeting;
using Engagement.Core.Tests.Users;
using FsCheck;
using FsCheck.Fluent;

namespace Engagement.Core.Tests.Catalogs;

/// <summary>Campaigns and events that meet often: few properties, few values, every operator, every kind of value.</summary>
internal static class Wheres
{
    public const string Event = "Product Added";

    private static readonly Gen<string> Paths = Gen.Elements("price", "color", "size", "item.sku", "item", "member", "at");

    // Most values meet often; a few are of many, as the ids of products are.
    private static readonly Gen<Value> Texts = Gen.Frequency(
        (5, Gen.Elements("red", "green", "re", "", "XL", "1.2", "1.10", "2026-12-01", "2026-12-02T00:00:00Z", "7")),
        (1, Gen.Choose(0, 500).Select(number => $"sku-{number}"))).Select(Value.Of);

    private static readonly Gen<Value> Numbers = Gen.Frequency(
        (5, Gen.Elements(-1.5, -0.0, 0.0, 1, 7, 7.5, 100, 1e300, double.MaxValue, double.MinValue)),
        (1, Gen.Choose(0, 500).Select(number => (double)number))).Select(Value.Of);

    private static readonly Gen<Value> Scalars = Gen.Frequency(
        (4, Texts), (4, Numbers), (1, Gen.Constant(Value.Of(true))), (1, Gen.Constant(Value.Of(false))), (1, Gen.Constant(Value.Null)));

    private static readonly Gen<Value> Lists = Scalars.ListOf().Select(items => Value.Of(items.ToArray()));

    private static readonly Gen<Value> Maps = Scalars.Select(value => Value.Of([KeyValuePair.Create("sku", value)]));

    private static readonly Gen<Value> Anything = Gen.Frequency((8, Scalars), (1, Lists), (1, Maps));

    private static readonly Gen<Test> Tests = Gen.Elements(Enum.GetValues<Operator>()).SelectMany(@operator => @operator switch
    {
        Operator.In or Operator.NotIn => Gen.Frequency((6, Lists), (1, Anything.ListOf(3).Select(items => Value.Of(items.ToArray())))),
        Operator.Exists or Operator.NotExists => Gen.Constant(Value.Missing),
        Operator.Matches => Gen.Elements("^r", "e", "[0-9]").Select(Value.Of),
        Operator.Before or Operator.After => Gen.Elements("2026-12-01", "1970-01-01T00:00:07Z").Select(Value.Of),
        Operator.VersionGte or Operator.VersionLt => Gen.Elements("1.2", "1.9").Select(Value.Of),
        _ => Anything,
    }, (@operator, operand) => new Test(@operator, operand));

    private static readonly Gen<Condition> Leaves = from path in Paths from test in Tests select (Condition)new Condition.Property(path, test);

    private static readonly Gen<Condition?> Conditions = Gen.Frequency(
        (1, Gen.Constant<Condition?>(null)),
        (4, Leaves.Select(Nullable)),
        (4, Gen.Choose(1, 4).SelectMany(count => Leaves.ListOf(count)).Select(parts => Nullable(new Condition.All(ValueList.From(parts))))),
        (1, Leaves.ListOf(2).Select(parts => Nullable(new Condition.Any(ValueList.From(parts))))),
        (1, Leaves.ListOf(2).Select(parts => Nullable(new Condition.All([parts[0], new Condition.Not(parts[1])])))));

    private static readonly Gen<EventMatch[]> Triggers = Gen.Choose(1, 3)
        .SelectMany(count => (from condition in Conditions
                              from isOther in Gen.Frequency((8, Gen.Constant(false)), (1, Gen.Constant(true)))
                              select new EventMatch(isOther ? "Other" : Event, condition)).ListOf(count))
        .Select(matches => matches.ToArray());

    /// <summary>Properties in any order, some more than once, some that no rule reads.</summary>
    public static readonly Gen<EventProperties> Events = Gen.Choose(0, 7)
        .SelectMany(count => (from path in Gen.Frequency((8, Paths), (1, Gen.Constant("unread")))
                              from value in Anything
                              select new Captured(new string(path), value)).ListOf(count))
        .Select(items => new EventProperties(items.ToArray()));

    public static Gen<CampaignDefinition[]> Definitions(int count) => Triggers.ListOf(count).Select(all =>
        all.Select((triggers, index) => Make.Campaign($"{index:D4}") with { Triggers = ValueList.From(triggers) }).ToArray());

    private static Condition? Nullable(Condition condition) => condition;
}
