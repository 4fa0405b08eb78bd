using System.Text;
using Engagement.Core;
using Engagement.Core.Definitions;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Operation;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engagement.Gateway.Workspaces;

/// <summary>What holds for every campaign of a workspace.</summary>
internal static class SettingsRoutes
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/v1").WithTags("Settings").RequireSecretKey(Scopes.Settings);
        settings.MapGet("/settings", GetAsync).WithName("getSettings").WithSummary("The settings as they were put");
        settings.MapPut("/settings", PutAsync).WithName("putSettings").WithSummary("Replaces the settings").TakesDocument("The settings");
    }

    private static Task<Results<Reply<Wire.RawJson>, Refused>> GetAsync(Caller caller, IActorHost host, CancellationToken cancellationToken) =>
        ShowAsync(host, caller, new WorkspaceCommand.Describe(), cancellationToken);

    private static async Task<Results<Reply<Wire.RawJson>, Refused>> PutAsync(
        Caller caller, HttpRequest request, IActorHost host, CancellationToken cancellationToken)
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

        var parsed = SettingsDocument.Parse(body);
        return parsed.IsValid
            ? await ShowAsync(host, caller, new WorkspaceCommand.PutSettings(Encoding.UTF8.GetString(body), parsed.Value, version), cancellationToken)
            : DocumentFaults.Of(body, parsed.Errors, "the settings were not changed");
    }

    private static async Task<Results<Reply<Wire.RawJson>, Refused>> ShowAsync(
        IActorHost host, Caller caller, WorkspaceCommand command, CancellationToken cancellationToken)
    {
        var (view, refused) = await host.AskForAsync<WorkspaceView>(ActorKey.Of(caller.Workspace), command, cancellationToken);
        return refused is not null ? refused
            : view?.Snapshot is { } workspace
                ? new Reply<Wire.RawJson>(new Wire.RawJson(Encoding.UTF8.GetBytes(workspace.SettingsDocument)), version: workspace.Version)
                : Refused.Because(Refusal.NotFound, "there is no such workspace");
    }
}
