using BenchmarkDotNet.Attributes;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Workspaces;
using NodaTime;

namespace Engagement.Benchmarks;

/// <summary>
/// From one event to the live campaigns it starts: 20,000 distinct events, names by Zipf, one to four tests a campaign over eight
/// properties. Set-up holds the answers against asking every campaign in turn.
/// </summary>
public class MatchBenchmarks
{
    private const int Events = 20_000;
    private const int Names = 200;
    private const int Verified = 300;
    private static readonly string[] TextProperties = ["category", "brand", "country", "plan"];
    private static readonly string[] NumberProperties = ["price", "quantity", "rating"];

    private readonly (string Name, EventProperties Properties)[] _events = new (string, EventProperties)[Events];
    private readonly List<CompiledCampaign> _matches = [];
    private readonly double[] _shares = new double[Names];
    private Random _random = new(1);
    private Catalog _catalog = Catalog.Empty(new WorkspaceId("shop"));

    [Params(10, 1_000, 10_000)]
    public int Campaigns { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _random = new Random(1);
        var sum = 0.0;
        for (var name = 0; name < Names; name++)
            _shares[name] = sum += 1.0 / (name + 1);
        var workspace = new WorkspaceSnapshot(new WorkspaceId("shop"), 1, WorkspaceSettings.Default, "{}", [], null);
        _catalog = Catalog.Compile(1, workspace, Enumerable.Range(0, Campaigns).Select(Campaign).ToArray());
        for (var index = 0; index < Events; index++)
            _events[index] = Event();
        foreach (var (name, properties) in _events.AsSpan(0, Verified))
            Verify(name, properties);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public int MatchTriggers()
    {
        var matched = 0;
        foreach (var (name, properties) in _events)
        {
            _matches.Clear();
            _catalog.MatchTriggers(name, properties, _matches);
            matched += _matches.Count;
        }

        return matched;
    }

    private void Verify(string name, EventProperties properties)
    {
        _matches.Clear();
        _catalog.MatchTriggers(name, properties, _matches);
        var expected = _catalog.Campaigns.Values
            .Where(campaign => campaign.Definition.Triggers.Any(trigger => Conditions.Holds(trigger, name, properties)));
        if (!expected.ToHashSet().SetEquals(_matches))
            throw new InvalidOperationException($"the index and the linear scan differ on {name}");
    }

    private CampaignSnapshot Campaign(int number)
    {
        var tests = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Tested());
        var title = new Template("Hello", [new TemplatePart.Literal("Hello")]);
        var definition = new CampaignDefinition
        {
            Name = $"campaign {number}",
            Triggers = [new EventMatch(EventName(), new Condition.All(ValueList.From(tests)))],
            Variants = [new Variant("only", 1, new InAppContent(InAppKind.Modal, title, null, null, null, [], []))],
        };
        return new CampaignSnapshot(
            new CampaignId($"campaign-{number}"), 1, CampaignStatus.Live, "{}", definition, default, default, default(Instant));
    }

    private Condition Tested()
    {
        var pick = _random.Next(8);
        if (pick < TextProperties.Length)
        {
            var path = TextProperties[pick];
            Value[] values = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Value.Of(Word(path)))];
            return new Condition.Property(path, new Test(_random.Next(5) == 0 ? Operator.NotIn : Operator.In, Value.Of(values)));
        }

        return pick == 7
            ? new Condition.Property("isMember", new Test(Operator.Eq, Value.Of(_random.Next(2) == 0)))
            : new Condition.Property(
                NumberProperties[pick - TextProperties.Length],
                new Test(_random.Next(2) == 0 ? Operator.Gt : Operator.Lte, Value.Of(_random.Next(1_000))));
    }

    private (string, EventProperties) Event()
    {
        var name = EventName();
        if (_catalog.Interest.Find(name) is not { } interest)
            return (name, default);
        var captured = new List<Captured>();
        foreach (var path in interest.Paths)
            captured.Add(new Captured(path, ValueOf(path)));
        return (interest.Name, new EventProperties([.. captured]));
    }

    private Value ValueOf(string path) =>
        TextProperties.Contains(path) ? Value.Of(string.Intern(Word(path)))
        : path == "isMember" ? Value.Of(_random.Next(2) == 0)
        : Value.Of(_random.Next(1_000));

    private string Word(string path) => $"{path}-{_random.Next(path == "category" ? 300 : path == "plan" ? 5 : 50):D3}";

    private string EventName()
    {
        var index = Array.BinarySearch(_shares, _random.NextDouble() * _shares[^1]);
        return $"Event {(index < 0 ? ~index : index)}";
    }
}
