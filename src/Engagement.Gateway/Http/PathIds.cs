using Engagement.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Engagement.Gateway.Http;

/// <summary>Ids in addresses: the third segment, <c>/v1/things/{id}</c>. Any id can be addressed, one with a slash as <c>%2F</c>.</summary>
internal static class PathIds
{
    private const int Segment = 3;

    /// <summary>Hands handlers the true id as their parameter <c>id</c>, and refuses what is none.</summary>
    public static RouteGroupBuilder ReadIds(this RouteGroupBuilder group) => group.AddEndpointFilterFactory((handler, next) =>
    {
        var index = Array.FindIndex(handler.MethodInfo.GetParameters(), parameter => parameter.Name == "id");
        return index < 0 ? next : context =>
        {
            var id = IdOf(context.HttpContext, (string)context.Arguments[index]!);
            context.Arguments[index] = id;
            return OpaqueId.IsValid(id)
                ? next(context)
                : new ValueTask<object?>(Refused.Because(Refusal.Invalid, $"an id has 1 to {OpaqueId.MaximumLength} characters, none of them a control character"));
        };
    });

    // The server decodes every escape of a path but %2F, so one with a percent sign left must be read from what was sent.
    private static string IdOf(HttpContext context, string routed)
    {
        if (!routed.Contains('%', StringComparison.Ordinal))
        {
            return routed;
        }

        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        var path = target.Split('?', 2)[0].Split('/');
        return path.Length > Segment && path[0].Length == 0 ? Uri.UnescapeDataString(path[Segment]) : routed;
    }
}
