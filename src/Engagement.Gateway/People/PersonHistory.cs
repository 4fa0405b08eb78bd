using Engagement.Core;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Gateway.People;

/// <summary>What is kept of a person's past, page by page.</summary>
internal static class PersonHistory
{
    public static async Task<Results<Reply<Wire.Page<Wire.TimelineEntry>>, Refused>> TimelineAsync(
        Caller caller,
        string id,
        IActorHost host,
        IReadModels readModels,
        CancellationToken cancellationToken,
        string? kind = null,
        string? cursor = null,
        string? limit = null)
    {
        if (!Paging.TryReadLimit(limit, out var most, out var refused))
        {
            return refused!;
        }

        (var profile, refused) = await PersonRoutes.FindAsync(caller, id, kind, host, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        try
        {
            var page = await readModels.TimelineAsync(caller.Workspace, profile!.Person, cursor, most, cancellationToken);
            return new Reply<Wire.Page<Wire.TimelineEntry>>(new([.. page.Items.Select(Profiles.ToWire)], page.Cursor));
        }
        catch (FormatException)
        {
            return Paging.BadCursor;
        }
    }

    public static async Task<Results<Reply<Wire.Page<Wire.Candidate>>, Refused>> DecisionsAsync(
        Caller caller,
        string id,
        IActorHost host,
        IReadModels readModels,
        CancellationToken cancellationToken,
        string? campaign = null,
        string? kind = null,
        string? cursor = null,
        string? limit = null)
    {
        if (!Paging.TryReadLimit(limit, out var most, out var refused))
        {
            return refused!;
        }

        (var profile, refused) = await PersonRoutes.FindAsync(caller, id, kind, host, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        try
        {
            CampaignId? only = campaign is null ? null : new CampaignId(campaign);
            var page = await readModels.DecisionsAsync(caller.Workspace, profile!.Person, only, cursor, most, cancellationToken);
            return new Reply<Wire.Page<Wire.Candidate>>(new([.. page.Items.Select(Candidates.ToWire)], page.Cursor));
        }
        catch (FormatException)
        {
            return Paging.BadCursor;
        }
    }
}
