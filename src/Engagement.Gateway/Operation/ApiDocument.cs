using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Engagement.Gateway.Operation;

/// <summary>The OpenAPI document: what routes say of themselves, with keys, bodies and problems added.</summary>
internal static class ApiDocument
{
    public const string Version = "v1";
    public const string SecretKey = "secretKey";
    public const string WriteKey = "writeKey";
    public const string WriteKeyInQuery = "writeKeyInQuery";
    public const string UserToken = "userToken";

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Ingest"] = "What users do, in the Segment HTTP API",
        ["Campaigns"] = "Who gets what, when; and what it came to",
        ["Settings"] = "What holds for every campaign",
        ["One person"] = "What is known of one person, what was decided, and why",
        ["In the app"] = "Messages to one person's screens, and what became of them",
        ["Keys"] = "Who may call",
        ["Operation"] = "For those who run it",
    };

    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Wire.ProtocolJson.Default));
        return services.AddOpenApi(Version, options =>
        {
            options.AddDocumentTransformer(DescribeAsync);
            options.AddOperationTransformer(ApiOperations.DescribeAsync);
            options.AddSchemaTransformer(DescribeAsync);
        });
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Engagement",
            Version = "1",
            Description = "Real-time customer engagement: events in, decisions in the same instant, messages out. PROTOCOL.md is the whole contract.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description ??= Tags.GetValueOrDefault(tag.Name ?? string.Empty);
        }

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [SecretKey] = Bearer("A secret key, sk_..."),
            [WriteKey] = Bearer("A write key, wk_...; also as the user name of Basic"),
            [WriteKeyInQuery] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Query,
                Name = "writeKey",
                Description = "A write key, for EventSource and sendBeacon",
            },
            [UserToken] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-User-Token",
                Description = "A JWT signed with the identity secret",
            },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(DateTimeOffset) || context.JsonTypeInfo.Type == typeof(DateTimeOffset?))
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = "date-time";
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityScheme Bearer(string description) =>
        new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = description };
}
