using Engagement.Core;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Engagement.Gateway.InApp;

/// <summary>The person an in-app call is for.</summary>
/// <param name="Until">When the token it was shown by expires; null without one.</param>
internal readonly record struct Recipient(PersonId Person, Instant? Until);

/// <summary>
/// Says whom an in-app call is for, and whether the caller may speak for them. Where identity verification is required, only a user token
/// names a person: an anonymous id would do for anybody, because it may have become a known person's. A secret key needs no token.
/// </summary>
internal sealed class Recipients(IActorHost host, UserTokens tokens)
{
    public async ValueTask<(Recipient Recipient, Refused? Refused)> OfAsync(Caller caller, HttpRequest request)
    {
        if (host.CatalogOf(caller.Workspace)?.Workspace is not { } workspace)
        {
            return (default, Refused.Because(Refusal.NotFound, "there is no such workspace"));
        }

        if (caller.UserToken is { } token)
        {
            return await ByTokenAsync(workspace, token, request);
        }

        return workspace.Settings.IdentityVerification == IdentityVerification.Required && !caller.IsTrusted
            ? (default, Refused.Because(Problems.UserTokenRequired, "send a user token as the header X-User-Token or the query's userToken"))
            : ByQuery(request);
    }

    private async ValueTask<(Recipient, Refused?)> ByTokenAsync(WorkspaceSnapshot workspace, string token, HttpRequest request)
    {
        if (await tokens.CheckAsync(workspace, token) is not { } checkedToken)
        {
            return (default, Refused.Because(
                Problems.UserTokenInvalid, "expected a JWT signed by HS256 with the workspace's identity secret, with sub, and exp in the future"));
        }

        var asked = request.Query["userId"].ToString();
        return asked.Length > 0 && asked != checkedToken.UserId
            ? (default, Refused.Because(Problems.WrongPerson, "userId is not the token's sub"))
            : (new Recipient(PersonId.Known(checkedToken.UserId), checkedToken.Expires + UserTokens.Skew), null);
    }

    private static (Recipient, Refused?) ByQuery(HttpRequest request)
    {
        var userId = request.Query["userId"].ToString();
        var person = userId.Length > 0 ? PersonId.Known(userId) : PersonId.Anonymous(request.Query["anonymousId"].ToString());
        return OpaqueId.IsValid(person.Value)
            ? (new Recipient(person, null), null)
            : (default, Refused.Because(Refusal.Invalid, $"userId or anonymousId: expected an id of 1 to {OpaqueId.MaximumLength} characters"));
    }
}
