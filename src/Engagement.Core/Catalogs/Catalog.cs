using Engagement.Core.Campaigns;
using Engagement.Core.Targeting;
using Engagement.Core.Workspaces;
using NodaTime;

namespace Engagement.Core.Catalogs;

/// <summary>
/// An immutable snapshot of everything defined in a workspace, compiled: which campaigns an event starts, cancels or converts, and which
/// properties any of them reads. Safe for any number of threads; replaced whole by one reference swap.
/// </summary>
public sealed class Catalog
{
    private static readonly Dictionary<string, EventRules> NoEvents = [];

    private readonly Dictionary<string, EventRules> _events;

    private Catalog(
        long version, WorkspaceSnapshot workspace, Dictionary<CampaignId, CompiledCampaign> campaigns, Dictionary<string, EventRules> events)
    {
        Version = version;
        Workspace = workspace;
        Zone = Zones.Find(workspace.Settings.Zone) ?? DateTimeZone.Utc;
        Campaigns = campaigns;
        _events = events;
        Interest = new InterestSet(events.Values.Select(rules => rules.Interest));
    }

    /// <summary>Grows with every change of the workspace or any campaign.</summary>
    public long Version { get; }

    public WorkspaceSnapshot Workspace { get; }

    public WorkspaceSettings Settings => Workspace.Settings;

    /// <summary>The workspace's zone.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Every campaign, in whatever status, by id.</summary>
    public IReadOnlyDictionary<CampaignId, CompiledCampaign> Campaigns { get; }

    /// <summary>What of an event is worth parsing.</summary>
    public InterestSet Interest { get; }

    /// <param name="version">Greater than that of every catalog of this workspace before it.</param>
    /// <param name="workspace">Its settings and keys.</param>
    /// <param name="campaigns">Every campaign once, in any order and whatever status.</param>
    public static Catalog Compile(long version, WorkspaceSnapshot workspace, IEnumerable<CampaignSnapshot> campaigns) =>
        Compile(version, workspace, campaigns.Select(snapshot => new CompiledCampaign(snapshot)), NoEvents);

    /// <summary>
    /// The catalog that follows this one: the same as <see cref="Compile(long, WorkspaceSnapshot, IEnumerable{CampaignSnapshot})"/> would
    /// make, at the cost of what changed. A campaign is unchanged when its snapshot is the very same object.
    /// </summary>
    public Catalog Next(long version, WorkspaceSnapshot workspace, IEnumerable<CampaignSnapshot> campaigns) =>
        Compile(
            version,
            workspace,
            campaigns.Select(snapshot =>
                Campaigns.TryGetValue(snapshot.Id, out var known) && ReferenceEquals(known.Snapshot, snapshot) ? known : new CompiledCampaign(snapshot)),
            _events);

    private static Catalog Compile(
        long version, WorkspaceSnapshot workspace, IEnumerable<CompiledCampaign> campaigns, Dictionary<string, EventRules> before)
    {
        var ordered = campaigns.OrderBy(campaign => campaign.Id.Value, StringComparer.Ordinal).ToArray();
        return new Catalog(version, workspace, ordered.ToDictionary(campaign => campaign.Id), EventRules.ByName(ordered, before));
    }

    /// <summary>A workspace of which nothing is known yet: no campaigns, no keys, the usual settings, version 0.</summary>
    public static Catalog Empty(WorkspaceId workspace) =>
        Compile(0, new WorkspaceSnapshot(workspace, 0, WorkspaceSettings.Default, "{}", [], null), []);

    /// <summary>Whether any campaign waits for the event, or reads how often it happened.</summary>
    public bool Mentions(string eventName) => _events.ContainsKey(eventName);

    /// <summary>All that the event means, found once for a turn that asks more than one thing of it; null when <see cref="Mentions"/> is false.</summary>
    internal EventRules? RulesOf(string eventName) => _events.GetValueOrDefault(eventName);

    /// <summary>Adds each live campaign that the event starts, once, in the order of ids.</summary>
    public void MatchTriggers(string eventName, in EventProperties properties, List<CompiledCampaign> into)
    {
        if (_events.TryGetValue(eventName, out var rules))
        {
            rules.Triggers.Match(properties, into);
        }
    }

    /// <summary>Adds each campaign, unless a draft, whose pending candidates the event calls off, once, in the order of ids.</summary>
    public void MatchExceptions(string eventName, in EventProperties properties, List<CompiledCampaign> into)
    {
        if (_events.TryGetValue(eventName, out var rules))
        {
            rules.Exceptions.Match(properties, into);
        }
    }

    /// <summary>Adds each campaign, unless a draft, whose goal the event meets, once, in the order of ids.</summary>
    public void MatchGoals(string eventName, in EventProperties properties, List<CompiledCampaign> into)
    {
        if (_events.TryGetValue(eventName, out var rules))
        {
            rules.Goals.Match(properties, into);
        }
    }
}
