using System.Text.Json;
using Engagement.Core;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Gateway.Operation;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engagement.Gateway.Workspaces;

/// <summary>The keys of a workspace. The key itself is in one answer only: the one to its making.</summary>
internal static class KeyRoutes
{
    private const int LargestBody = 4 * 1024;

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1").WithTags("Keys").RequireSecretKey(Scopes.Keys).ReadIds();
        keys.MapGet("/keys", GetAsync).WithName("listKeys").WithSummary("The keys, revoked ones too, without their secrets");
        keys.MapPost("/keys", PostAsync).WithName("createKey").WithSummary("Makes a key and shows it this once")
            .Takes<Wire.KeyRequest>("What kind of key, and what it may do").Answers<Wire.NewKey>(StatusCodes.Status201Created);
        keys.MapDelete("/keys/{id}", DeleteAsync).WithName("revokeKey").WithSummary("Revokes a key: refused from the next request on");
        keys.MapGet("/keys/identity", GetIdentityAsync).WithName("getIdentitySecret").WithSummary("The secret that user tokens are signed with");
    }

    private static async Task<Results<Reply<Wire.Page<Wire.Key>>, Refused>> GetAsync(
        Caller caller, IActorHost host, CancellationToken cancellationToken)
    {
        var (workspace, refused) = await DescribeAsync(caller, host, cancellationToken);
        return refused is not null ? refused : new Reply<Wire.Page<Wire.Key>>(new([.. workspace!.Keys.Select(ToWire)]));
    }

    private static async Task<Results<Reply<Wire.NewKey>, Refused>> PostAsync(
        Caller caller, HttpRequest request, IActorHost host, CancellationToken cancellationToken)
    {
        var (document, refused) = await RequestBody.ReadJsonAsync(request, LargestBody, cancellationToken);
        using var disposed = document;
        if (refused is not null)
        {
            return refused;
        }

        var errors = new List<FieldError>();
        var (kind, scopes) = Read(document!.RootElement, errors);
        if (errors.Count > 0)
        {
            return Refused.Because(Refusal.Invalid, "no key was made", [.. errors]);
        }

        var made = NewKey.Make(kind, scopes, host.Now);
        refused = await host.TellAsync(ActorKey.Of(caller.Workspace), new WorkspaceCommand.AddKey(made.Stored), cancellationToken);
        return refused is not null ? refused : new Reply<Wire.NewKey>(
            new(made.Stored.Id, kind.ToWire(), [.. scopes], made.Stored.CreatedAt.ToWire(), made.Text), StatusCodes.Status201Created);
    }

    private static async Task<Results<NoContent, Refused>> DeleteAsync(
        Caller caller, string id, IActorHost host, CancellationToken cancellationToken)
    {
        var refused = await host.TellAsync(ActorKey.Of(caller.Workspace), new WorkspaceCommand.RevokeKey(id), cancellationToken);
        return refused is null ? TypedResults.NoContent() : refused;
    }

    private static async Task<Results<Reply<Wire.IdentitySecret>, Refused>> GetIdentityAsync(
        Caller caller, IActorHost host, CancellationToken cancellationToken)
    {
        var (workspace, refused) = await DescribeAsync(caller, host, cancellationToken);
        return refused is not null ? refused
            : workspace!.IdentitySecret is { } secret ? new Reply<Wire.IdentitySecret>(new(secret))
            : Refused.Because(Refusal.NotFound, "the workspace has no identity secret");
    }

    private static async ValueTask<(WorkspaceSnapshot? Workspace, Refused? Refused)> DescribeAsync(
        Caller caller, IActorHost host, CancellationToken cancellationToken)
    {
        var (view, refused) = await host.AskForAsync<WorkspaceView>(ActorKey.Of(caller.Workspace), new WorkspaceCommand.Describe(), cancellationToken);
        return (view?.Snapshot, refused ?? (view?.Snapshot is null ? Refused.Because(Refusal.NotFound, "there is no such workspace") : null));
    }

    private static (KeyKind Kind, ValueList<string> Scopes) Read(JsonElement body, List<FieldError> errors)
    {
        if (Fields.Of(body, string.Empty, errors) is not { } fields)
        {
            return default;
        }

        var kind = fields.Choice("kind", Names.KeyKinds);
        var asked = fields.Any("scopes");
        fields.End();
        return (kind ?? default, asked is { } list && kind is { } known ? ReadScopes(list, known, errors) : []);
    }

    private static ValueList<string> ReadScopes(JsonElement list, KeyKind kind, List<FieldError> errors)
    {
        var possible = Scopes.Of(kind);
        var scopes = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(scope => scope.ToString()).Distinct().ToArray() : [];
        if (scopes.Length == 0 || !scopes.All(possible.Contains))
        {
            errors.Add(new FieldError("/scopes", $"expected a list of {string.Join(", ", possible)}"));
        }

        return ValueList.From(scopes);
    }

    private static Wire.Key ToWire(ApiKey key) =>
        new(key.Id, key.Kind.ToWire(), [.. key.Scopes], key.CreatedAt.ToWire(), key.RevokedAt.ToWire());
}
