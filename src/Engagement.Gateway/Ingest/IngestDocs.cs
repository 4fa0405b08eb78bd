using Engagement.Core;
using Engagement.Gateway.Operation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Engagement.Gateway.Ingest;

/// <summary>What the OpenAPI document says of ingest. Its routes take their bodies by the byte, so nothing of this can be read off them.</summary>
internal static class IngestDocs
{
    private static readonly Action<HttpContext> Described = static _ => { };

    public static IEndpointConventionBuilder Document(this IEndpointConventionBuilder route, CallKind call, string name) => route
        .Document(name, SummaryOf(call))
        .WithMetadata(
            new BodyDocs(null, "See Ingest in PROTOCOL.md"),
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Wire.IngestReply), ["application/json"]));

    public static IEndpointConventionBuilder Document(this IEndpointConventionBuilder route, string name, string summary) => route
        .WithName(name)
        .WithSummary(summary)
        .WithMetadata(Described.Method)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.WriteKey, context.Document!)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.SecretKey, context.Document!)] = [] },
            ];
            operation.Responses ??= [];
            foreach (var code in (ReadOnlySpan<string>)[Problems.UnknownKey, Problems.WrongScope, Refusal.Overloaded, Refusal.Unavailable])
            {
                operation.Responses.TryAdd(Problems.StatusOf(code).ToString(), new OpenApiResponse { Description = code });
            }

            return Task.CompletedTask;
        });

    private static string SummaryOf(CallKind call) => call switch
    {
        CallKind.Identify => "Who somebody is: traits, and which anonymous id was theirs",
        CallKind.Track => "Something somebody did",
        CallKind.Page => "A page somebody saw",
        CallKind.Screen => "A screen somebody saw",
        CallKind.Group => "A group somebody belongs to",
        CallKind.Alias => "Another id of somebody",
        _ => "Many calls at once",
    };
}
