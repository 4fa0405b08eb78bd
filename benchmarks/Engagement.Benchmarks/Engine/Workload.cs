using System.Text;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Definitions;
using Engagement.Core.Hashing;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using NodaTime;

namespace Engagement.Benchmarks.Engine;

/// <summary>
/// A shop's traffic: 200 event names by Zipf, 20,000 distinct events, users by Zipf, and campaigns on the rarer names with a property
/// condition each, so that about two events in a hundred trigger something.
/// </summary>
internal sealed class Workload
{
    public const int Names = 200;
    public const int DistinctEvents = 20_000;

    public static readonly WorkspaceId Workspace = new("bench");
    public static readonly Instant Epoch = Instant.FromUtc(2026, 11, 22, 12, 0);

    private readonly string[] _users;
    private readonly Event[] _events = new Event[DistinctEvents];
    private readonly double[] _userShares;
    private ulong _messages;

    public Workload(int users, int seed = 1)
    {
        var random = new Random(seed);
        var names = Shares(Names, 1.0);
        _users = [.. Enumerable.Range(0, users).Select(i => $"user-{i:x8}")];
        _userShares = Shares(users, 0.6);
        for (var i = 0; i < _events.Length; i++)
        {
            _events[i] = new Event(NameOf(Pick(names, random)), [new Captured("price", Value.Of(random.Next(0, 1_000))), new Captured("sku", Value.Of($"s-{random.Next(500)}"))]);
        }
    }

    public IReadOnlyList<string> Users => _users;

    public static string NameOf(int rank) => $"Event {rank:000}";

    /// <summary>Live campaigns spread over the names; each wants one price band of a hundredth.</summary>
    public static IEnumerable<CampaignSnapshot> Campaigns(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var document = Document(i, NameOf(i % Names));
            var definition = CampaignDocument.Parse(Encoding.UTF8.GetBytes(document)).Value ?? throw new InvalidOperationException("the benchmark's campaign is wrong");
            yield return new CampaignSnapshot(new CampaignId($"campaign-{i:00000}"), 1, CampaignStatus.Live, document, definition, Epoch, Epoch, Epoch - Duration.FromDays(1));
        }
    }

    public static string Document(int i, string name) => $$"""
        { "name": "Campaign {{i}}", "trigger": { "any": [ { "event": "{{name}}", "where": { "all": [
            { "property": "price", "op": "gte", "value": {{i * 7 % 995}} }, { "property": "price", "op": "lt", "value": {{(i * 7 % 995) + 4}} } ] } } ] },
          "audience": { "not": { "trait": "plan", "op": "eq", "value": "enterprise" } }, "reEligibility": { "after": "P7D" },
          "variants": [ { "id": "a", "weight": 1, "content": { "inapp": { "kind": "post", "body": "Hello from {{i}}" } } } ] }
        """;

    /// <summary>The next events, all with message ids never seen before.</summary>
    public Sent[] Next(int count, Random random, Instant at)
    {
        var sent = new Sent[count];
        for (var i = 0; i < count; i++)
        {
            var (name, properties) = _events[random.Next(_events.Length)];
            var stamp = new MessageStamp(StableHash.Of("m", ++_messages), at);
            sent[i] = new Sent(Pick(_userShares, random), new UserCommand.Track(stamp, name, new EventProperties(properties), null));
        }

        return sent;
    }

    private static double[] Shares(int count, double exponent)
    {
        var shares = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            shares[i] = sum += 1 / Math.Pow(i + 1, exponent);
        }

        return Array.ConvertAll(shares, share => share / sum);
    }

    private static int Pick(double[] shares, Random random)
    {
        var index = Array.BinarySearch(shares, random.NextDouble());
        return Math.Min(index < 0 ? ~index : index, shares.Length - 1);
    }

    public readonly record struct Sent(int User, UserCommand.Track Command);

    private readonly record struct Event(string Name, Captured[] Properties);
}
