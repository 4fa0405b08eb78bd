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
/// From one event to the live campaigns it starts: 20,000 distinct events, names by Zipf, one to four tests a campaign over so many
/// properties, of which an event carries those that some campaign on its name reads (the parser keeps no others). Eight make every column
/// crowded; 23 are as many as the linear scan of the reference measurement had. Set-up holds the answers against asking every campaign in
/// turn, which is also the bare counterpart: on fewer events, as it takes so much longer.
/// </summary>
public class MatchBenchmarks
{
    private const int Events = 20_000;
    private const int Names = 200;
    private const int Verified = 300;
    private const int Scanned = 30;
    private static readonly string[] TextProperties = ["category", "brand", "country", "plan", "platform", "language", "version", "referrer"];
    private static readonly string[] NumberProperties = ["price", "quantity", "rating", "weight"];
    private static readonly string[] FlagProperties = [.. Enumerable.Range(0, 11).Select(flag => $"segment{flag:00}")];

    private readonly (string Name, EventProperties Properties)[] _events = new (string, EventProperties)[Events];
    private readonly List<CompiledCampaign> _matches = [];
    private readonly double[] _shares = new double[Names];
    private Random _random = new(1);
    private string[] _paths = [];
    private CompiledCampaign[] _linear = [];
    private Catalog _catalog = Catalog.Empty(new WorkspaceId("shop"));

    [Params(10, 1_000, 10_000)]
    public int Campaigns { get; set; }

    [Params(8, 23)]
    public int Properties { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _random = new Random(1);
        _paths = Properties == 8
            ? [.. TextProperties[..4], .. NumberProperties[..3], FlagProperties[0]]
            : [.. TextProperties, .. NumberProperties, .. FlagProperties];
        var sum = 0.0;
        for (var name = 0; name < Names; name++)
            _shares[name] = sum += 1.0 / (name + 1);
        var workspace = new WorkspaceSnapshot(new WorkspaceId("shop"), 1, WorkspaceSettings.Default, "{}", [], null);
        _catalog = Catalog.Compile(1, workspace, Enumerable.Range(0, Campaigns).Select(Campaign).ToArray());
        _linear = [.. _catalog.Campaigns.Values];
        for (var index = 0; index < Events; index++)
            _events[index] = Event();
        foreach (var (name, properties) in _events.AsSpan(0, Verified))
            Verify(name, properties);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Scanned)]
    public int LinearScan()
    {
        var matched = 0;
        foreach (var (name, properties) in _events.AsSpan(0, Scanned))
        {
            foreach (var campaign in _linear)
            {
                matched += Holds(campaign, name, properties) ? 1 : 0;
            }
        }

        return matched;
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
        var expected = _linear.Where(campaign => Holds(campaign, name, properties));
        if (!expected.ToHashSet().SetEquals(_matches))
            throw new InvalidOperationException($"the index and the linear scan differ on {name}");
    }

    private static bool Holds(CompiledCampaign campaign, string name, in EventProperties properties)
    {
        foreach (var trigger in campaign.Definition.Triggers)
        {
            if (Conditions.Holds(trigger, name, properties))
            {
                return true;
            }
        }

        return false;
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
        var path = _paths[_random.Next(_paths.Length)];
        if (TextProperties.Contains(path))
        {
            Value[] values = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Value.Of(Word(path)))];
            return new Condition.Property(path, new Test(_random.Next(5) == 0 ? Operator.NotIn : Operator.In, Value.Of(values)));
        }

        return FlagProperties.Contains(path)
            ? new Condition.Property(path, new Test(Operator.Eq, Value.Of(_random.Next(2) == 0)))
            : new Condition.Property(path, new Test(_random.Next(2) == 0 ? Operator.Gt : Operator.Lte, Value.Of(_random.Next(1_000))));
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
        : FlagProperties.Contains(path) ? Value.Of(_random.Next(2) == 0)
        : Value.Of(_random.Next(1_000));

    private string Word(string path) => $"{path}-{_random.Next(path == "category" ? 300 : path == "plan" ? 5 : 50):D3}";

    private string EventName()
    {
        var index = Array.BinarySearch(_shares, _random.NextDouble() * _shares[^1]);
        return $"Event {(index < 0 ? ~index : index)}";
    }
}
