using System.Diagnostics;
using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.Core.Campaigns;

/// <summary>
/// The life of a campaign: draft, then live and paused in turn, then stopped. Every accepted change adds one to the version and is published;
/// asking for what is already so is taken and changes nothing.
/// </summary>
/// <remarks>
/// A stopped campaign may be launched again, as in Braze: it goes on with the same history, so people it has reached are re-eligible only by
/// its own rule. Its definition may be replaced in every status, and the status stays.
/// </remarks>
public static class CampaignDecider
{
    public static Decision<CampaignState> Decide(CampaignState state, CampaignCommand command, TurnContext context) => state switch
    {
        CampaignState.None none => Decide(none, command, context.Now),
        CampaignState.Defined defined => Decide(defined, command, context.Now),
        _ => throw new UnreachableException($"{state.GetType().Name} x {command.GetType().Name}"),
    };

    private static Decision<CampaignState> Decide(CampaignState.None none, CampaignCommand command, Instant now) => command switch
    {
        CampaignCommand.Describe => Decision<CampaignState>.Answer(none, new CampaignView(null)),
        CampaignCommand.Put { IfVersion: > 0 } put => Mismatch(none, put.IfVersion.Value, 0),
        CampaignCommand.Put put => Create(none, put, now),
        _ => Decision<CampaignState>.Refuse(none, Refusal.Of(Refusal.NotFound, $"there is no campaign '{none.Id}'")),
    };

    private static Decision<CampaignState> Decide(CampaignState.Defined campaign, CampaignCommand command, Instant now) => command switch
    {
        CampaignCommand.Describe => Same(campaign),
        CampaignCommand.Put put => Replace(campaign, put, now),
        CampaignCommand.Delete delete => Delete(campaign, delete, now),
        CampaignCommand.Launch => Move(campaign, CampaignStatus.Live, now),
        CampaignCommand.Resume when campaign.Snapshot.Status is CampaignStatus.Paused or CampaignStatus.Live => Move(campaign, CampaignStatus.Live, now),
        CampaignCommand.Pause when campaign.Snapshot.Status is CampaignStatus.Live or CampaignStatus.Paused => Move(campaign, CampaignStatus.Paused, now),
        CampaignCommand.Stop when campaign.Snapshot.Status is not CampaignStatus.Draft => Move(campaign, CampaignStatus.Stopped, now),
        CampaignCommand.Resume => WrongState(campaign, "only a paused campaign can be resumed"),
        CampaignCommand.Pause => WrongState(campaign, "only a live campaign can be paused"),
        CampaignCommand.Stop => WrongState(campaign, "a draft was never launched: delete it"),
        _ => throw new UnreachableException($"{nameof(CampaignState.Defined)} x {command.GetType().Name}"),
    };

    private static Decision<CampaignState> Create(CampaignState.None none, CampaignCommand.Put put, Instant now)
    {
        var snapshot = new CampaignSnapshot(none.Id, none.Version + 1, CampaignStatus.Draft, put.Document, put.Definition, now, now, LaunchedAt: null);
        return Changed(new CampaignState.Defined(snapshot, none.FactCount + 1), snapshot, snapshot.Status, now);
    }

    private static Decision<CampaignState> Replace(CampaignState.Defined campaign, CampaignCommand.Put put, Instant now)
    {
        if (put.IfVersion is { } expected && expected != campaign.Version)
        {
            return Mismatch(campaign, expected, campaign.Version);
        }

        return put.Document == campaign.Snapshot.Document
            ? Same(campaign)
            : Become(campaign, campaign.Snapshot with { Document = put.Document, Definition = put.Definition }, now);
    }

    private static Decision<CampaignState> Delete(CampaignState.Defined campaign, CampaignCommand.Delete delete, Instant now)
    {
        if (delete.IfVersion is { } expected && expected != campaign.Version)
        {
            return Mismatch(campaign, expected, campaign.Version);
        }

        return campaign.Snapshot.Status is CampaignStatus.Draft or CampaignStatus.Stopped
            ? Changed(new CampaignState.None(campaign.Id, campaign.Version + 1, campaign.FactCount + 1), null, CampaignStatus.Stopped, now)
            : WrongState(campaign, "stop it before deleting it");
    }

    private static Decision<CampaignState> Move(CampaignState.Defined campaign, CampaignStatus status, Instant now)
    {
        if (campaign.Snapshot.Status == status)
        {
            return Same(campaign);
        }

        var launchedAt = campaign.Snapshot.LaunchedAt ?? (status == CampaignStatus.Live ? now : null);
        return Become(campaign, campaign.Snapshot with { Status = status, LaunchedAt = launchedAt }, now);
    }

    private static Decision<CampaignState> Become(CampaignState.Defined campaign, CampaignSnapshot next, Instant now)
    {
        var snapshot = next with { Version = campaign.Version + 1, UpdatedAt = now };
        return Changed(new CampaignState.Defined(snapshot, campaign.FactCount + 1), snapshot, snapshot.Status, now);
    }

    private static Decision<CampaignState> Changed(CampaignState state, CampaignSnapshot? snapshot, CampaignStatus status, Instant now) =>
        new(state, Changed: true)
        {
            Effects = [new Effect.PublishCampaign(state.Id, state.Version, snapshot)],
            Facts = [new Fact.CampaignChanged(now, state.Id, status, state.Version)],
            FirstFact = state.FactCount,
            Reply = new CampaignView(snapshot),
        };

    private static Decision<CampaignState> Same(CampaignState.Defined campaign) =>
        Decision<CampaignState>.Answer(campaign, new CampaignView(campaign.Snapshot));

    private static Decision<CampaignState> Mismatch(CampaignState state, long expected, long actual) =>
        Decision<CampaignState>.Refuse(state, Refusal.Of(Refusal.VersionMismatch, $"expected version {expected}, found {actual}"));

    private static Decision<CampaignState> WrongState(CampaignState.Defined campaign, string expectation) =>
        Decision<CampaignState>.Refuse(
            campaign,
            Refusal.Of(Refusal.WrongState, $"the campaign is {Name(campaign.Snapshot.Status)}: {expectation}"));

    private static string Name(CampaignStatus status) => status switch
    {
        CampaignStatus.Draft => "a draft",
        CampaignStatus.Live => "live",
        CampaignStatus.Paused => "paused",
        _ => "stopped",
    };
}
