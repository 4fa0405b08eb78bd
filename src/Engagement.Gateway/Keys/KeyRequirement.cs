using Microsoft.AspNetCore.Builder;

namespace Engagement.Gateway.Keys;

/// <summary>Marks a route that only a key with a scope may use.</summary>
/// <param name="Public">Write keys too, also from the query; browsers of other origins may call it.</param>
internal sealed record KeyRequirement(string Scope, bool Public);

internal static class KeyRequirements
{
    public static TBuilder RequireSecretKey<TBuilder>(this TBuilder routes, string scope)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new KeyRequirement(scope, Public: false));

    public static TBuilder RequireWriteKey<TBuilder>(this TBuilder routes, string scope)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new KeyRequirement(scope, Public: true));
}
