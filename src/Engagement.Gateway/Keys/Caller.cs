using System.Reflection;
using Engagement.Core;
using Engagement.Core.Workspaces;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Keys;

/// <summary>Who a request comes from, as its key says. The workspace comes from nowhere else.</summary>
internal sealed record Caller(KeyGrant Grant, string? UserToken)
{
    public WorkspaceId Workspace => Grant.Workspace;

    /// <summary>Holds a secret key: speaks for the workspace, and needs no user token.</summary>
    public bool IsTrusted => Grant.Key.Kind == KeyKind.Secret;

    /// <summary>Bound by minimal APIs as a parameter of handlers behind a <see cref="KeyRequirement"/>.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<Caller>());
}
