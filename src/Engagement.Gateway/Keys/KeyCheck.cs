using Engagement.Core;
using Engagement.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Keys;

/// <summary>Lets a request through to a route with a <see cref="KeyRequirement"/> only with a key that meets it.</summary>
internal sealed class KeyCheck(RequestDelegate next, KeyRing keys)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<KeyRequirement>() is not { } requirement)
        {
            return next(context);
        }

        var credentials = Credentials.Read(context.Request, requirement.Public);
        if (credentials.Key is null)
        {
            return Refused.WriteAsync(context, Refusal.Of(Problems.MissingKey, Expected(requirement)));
        }

        if (keys.Find(credentials.Key) is not { } grant)
        {
            return Refused.WriteAsync(context, Refusal.Of(Problems.UnknownKey, "no workspace has this key, or it was revoked"));
        }

        if (!grant.Allows(requirement.Scope))
        {
            return Refused.WriteAsync(context, Refusal.Of(Problems.WrongScope, $"the key lacks the scope '{requirement.Scope}'"));
        }

        // What a key opens is for its holder, not for caches on the way.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Features.Set(new Caller(grant, credentials.UserToken));
        return next(context);
    }

    private static string Expected(KeyRequirement requirement) => requirement.Public
        ? "send the write key as 'Authorization: Bearer wk_...', as the Basic user name, or as the query's writeKey"
        : "send a secret key as 'Authorization: Bearer sk_...'";
}
