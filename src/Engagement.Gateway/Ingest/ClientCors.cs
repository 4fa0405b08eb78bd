using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Gateway.Ingest;

/// <summary>
/// Lets pages of any origin call the routes that a write key opens, with whatever headers their client sends, and read
/// <c>Retry-After</c>. The origin is echoed rather than starred, because some clients send credentials.
/// </summary>
public static class ClientCors
{
    public const string Policy = "clients";

    private static readonly TimeSpan PreflightKept = TimeSpan.FromHours(2);

    /// <summary>Marks a route as callable from any origin.</summary>
    public static TBuilder AllowAnyOrigin<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.RequireCors(Policy);

    internal static IServiceCollection AddClientCors(this IServiceCollection services) =>
        services.AddCors(options => options.AddPolicy(Policy, Describe));

    private static void Describe(CorsPolicyBuilder policy) => policy
        .SetIsOriginAllowed(static _ => true)
        .AllowAnyHeader()
        .AllowAnyMethod()
        .AllowCredentials()
        .WithExposedHeaders("Retry-After")
        .SetPreflightMaxAge(PreflightKept);
}
