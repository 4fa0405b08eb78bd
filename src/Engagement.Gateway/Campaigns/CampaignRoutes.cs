using System.Text;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Definitions;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Gateway.Operation;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engagement.Gateway.Campaigns;

/// <summary>Definitions of campaigns and their life cycle.</summary>
internal static class CampaignRoutes
{
    public static void MapCampaigns(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/v1").WithTags("Campaigns").RequireSecretKey(Scopes.Campaigns).ReadIds();
        campaigns.MapGet("/campaigns", CampaignList.Get).WithName("listCampaigns").WithSummary("Campaigns by id, in whatever status");
        campaigns.MapGet("/campaigns/{id}", GetAsync).WithName("getCampaign").WithSummary("One campaign with its definition");
        campaigns.MapPut("/campaigns/{id}", PutAsync).WithName("putCampaign").WithSummary("Creates a draft, or replaces the definition")
            .TakesDocument("The campaign's definition", StatusCodes.Status201Created);
        campaigns.MapDelete("/campaigns/{id}", DeleteAsync).WithName("deleteCampaign").WithSummary("Deletes a draft or a stopped campaign");
        MapMove(campaigns, "launch", new CampaignCommand.Launch(), "Lets events start it from now on");
        MapMove(campaigns, "pause", new CampaignCommand.Pause(), "Starts and sends nothing until resumed");
        MapMove(campaigns, "resume", new CampaignCommand.Resume(), "Goes on after a pause");
        MapMove(campaigns, "stop", new CampaignCommand.Stop(), "Ends it: what waits is cancelled, what is not yet seen is recalled");
        campaigns.MapGet("/campaigns/{id}/results", CampaignResultsQuery.GetAsync).WithName("getCampaignResults").WithSummary("What the campaign came to");
    }

    private static void MapMove(RouteGroupBuilder campaigns, string verb, CampaignCommand command, string summary) =>
        campaigns.MapPost($"/campaigns/{{id}}/{verb}", (Caller caller, string id, IActorHost host, CancellationToken cancellationToken) =>
                ShowAsync(host, KeyOf(caller, id), command, cancellationToken))
            .WithName($"{verb}Campaign").WithSummary(summary);

    private static Task<Results<Reply<Wire.Campaign>, Refused>> GetAsync(
        Caller caller, string id, IActorHost host, CancellationToken cancellationToken) =>
        ShowAsync(host, KeyOf(caller, id), new CampaignCommand.Describe(), cancellationToken);

    private static async Task<Results<Reply<Wire.Campaign>, Refused>> PutAsync(
        Caller caller, string id, HttpRequest request, IActorHost host, CancellationToken cancellationToken)
    {
        if (!EntityTag.TryRead(request, out var version, out var refused))
        {
            return refused!;
        }

        (var body, refused) = await RequestBody.ReadAsync(request, DefinitionLimits.DocumentBytes, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var parsed = CampaignDocument.Parse(body);
        if (!parsed.IsValid)
        {
            return DocumentFaults.Of(body, parsed.Errors, "the campaign was not changed");
        }

        var isNew = host.CatalogOf(caller.Workspace)?.Campaigns.ContainsKey(new CampaignId(id)) != true;
        var put = new CampaignCommand.Put(Encoding.UTF8.GetString(body), parsed.Value, version);
        return await ShowAsync(host, KeyOf(caller, id), put, cancellationToken, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(
        Caller caller, string id, HttpRequest request, IActorHost host, CancellationToken cancellationToken)
    {
        if (!EntityTag.TryRead(request, out var version, out var refused))
        {
            return refused!;
        }

        refused = await host.TellAsync(KeyOf(caller, id), new CampaignCommand.Delete(version), cancellationToken);
        return refused is null ? TypedResults.NoContent() : refused;
    }

    private static async Task<Results<Reply<Wire.Campaign>, Refused>> ShowAsync(
        IActorHost host, ActorKey key, CampaignCommand command, CancellationToken cancellationToken, int status = StatusCodes.Status200OK)
    {
        var (view, refused) = await host.AskForAsync<CampaignView>(key, command, cancellationToken);
        return refused is not null ? refused
            : view?.Snapshot is { } campaign ? new Reply<Wire.Campaign>(campaign.ToWire(), status, campaign.Version)
            : Refused.Because(Refusal.NotFound, $"there is no campaign '{key.Id}'");
    }

    private static ActorKey KeyOf(Caller caller, string id) => ActorKey.Of(caller.Workspace, new CampaignId(id));
}
