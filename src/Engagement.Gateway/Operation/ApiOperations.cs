using System.Text.RegularExpressions;
using Engagement.Core;
using Engagement.Gateway.Keys;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engagement.Gateway.Operation;

/// <summary>Adds to each operation what its metadata says: body, keys, whom it is for, and the problems it can answer with.</summary>
internal static partial class ApiOperations
{
    private static readonly string[] Always = [Refusal.Invalid, Problems.Internal];
    private static readonly string[] Keyed = [Problems.UnknownKey, Problems.WrongScope, Refusal.Overloaded, Refusal.Unavailable];
    private static readonly string[] Named = [Refusal.NotFound, Refusal.WrongState, Refusal.Erased, Refusal.VersionMismatch];
    private static readonly string[] Bodied = [Problems.TooLarge];

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var body = metadata.OfType<BodyDocs>().FirstOrDefault();
        var requirement = metadata.OfType<KeyRequirement>().FirstOrDefault() ?? metadata.OfType<KeyDocs>().FirstOrDefault()?.Requirement;
        if (body is not null)
        {
            operation.RequestBody = await BodyOfAsync(body, context, cancellationToken);
        }

        operation.Security = requirement is null ? operation.Security ?? [] : SecurityOf(requirement, context.Document!);

        if (metadata.OfType<RecipientDocs>().Any())
        {
            AddRecipient(operation);
        }

        if (metadata.OfType<StreamDocs>().Any())
        {
            AddStream(operation);
        }

        NamePathIds(operation, context);
        var problem = await ApiSchemas.OfAsync(typeof(Wire.Problem), context, cancellationToken);
        AddProblems(operation, problem, [.. Always, .. requirement is null ? [] : Keyed, .. HasId(context) ? Named : [], .. body is null ? [] : Bodied]);
    }

    private static async Task<OpenApiRequestBody> BodyOfAsync(
        BodyDocs body, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IOpenApiSchema schema = body.Shape is null
            ? new OpenApiSchema { Type = JsonSchemaType.Object, Description = "See 'The campaign document' and 'The settings document' in PROTOCOL.md" }
            : await ApiSchemas.OfAsync(body.Shape, context, cancellationToken);
        return new OpenApiRequestBody
        {
            Required = true,
            Description = body.Description,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
        };
    }

    private static List<OpenApiSecurityRequirement> SecurityOf(KeyRequirement requirement, OpenApiDocument document) => requirement.Public
        ?
        [
            All(document, ApiDocument.WriteKey),
            All(document, ApiDocument.WriteKey, ApiDocument.UserToken),
            All(document, ApiDocument.WriteKeyInQuery),
            All(document, ApiDocument.WriteKeyInQuery, ApiDocument.UserToken),
            All(document, ApiDocument.SecretKey),
        ]
        : [All(document, ApiDocument.SecretKey)];

    private static OpenApiSecurityRequirement All(OpenApiDocument document, params ReadOnlySpan<string> schemes)
    {
        var requirement = new OpenApiSecurityRequirement();
        foreach (var scheme in schemes)
        {
            requirement[new OpenApiSecuritySchemeReference(scheme, document)] = [];
        }

        return requirement;
    }

    private static void AddRecipient(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(Query("userId", "Whom it is for; not needed beside a user token"));
        operation.Parameters.Add(Query("anonymousId", "Whom it is for, while not known"));
        operation.Parameters.Add(Query("userToken", "A user token, where no header can be sent"));
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "X-User-Token",
            In = ParameterLocation.Header,
            Schema = Text(),
            Description = "A user token; needed where identity verification is required",
        });
    }

    private static void AddStream(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Last-Event-ID",
            In = ParameterLocation.Header,
            Schema = Text(),
            Description = "The id of the last event received",
        });
        operation.Parameters.Add(Query("lastEventId", "The same, where no header can be sent"));
        operation.Responses ??= [];
        operation.Responses["200"] = new OpenApiResponse
        {
            Description = "Events: hello, message, recall, resync, ping",
            Content = new Dictionary<string, OpenApiMediaType> { ["text/event-stream"] = new() { Schema = Text() } },
        };
        operation.Responses["204"] = new OpenApiResponse { Description = "The person was erased: do not reconnect" };
    }

    // Handlers that take the whole request have no parameters of their own to describe.
    private static void NamePathIds(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Parameters ??= [];
        foreach (Match match in PathParameter().Matches(context.Description.RelativePath ?? string.Empty))
        {
            var name = match.Groups[1].Value;
            if (!operation.Parameters.Any(parameter => parameter.In == ParameterLocation.Path && parameter.Name == name))
            {
                operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = Text() });
            }
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
        {
            parameter.Description ??= $"1 to {OpaqueId.MaximumLength} characters";
        }
    }

    [GeneratedRegex("\\{([A-Za-z]+)\\}")]
    private static partial Regex PathParameter();

    private static void AddProblems(OpenApiOperation operation, IOpenApiSchema schema, IReadOnlyList<string> codes)
    {
        operation.Responses ??= [];
        foreach (var status in codes.Select(Problems.StatusOf).Distinct().Order())
        {
            operation.Responses.TryAdd(status.ToString(), new OpenApiResponse
            {
                Description = string.Join("; ", Problems.All.Where(problem => problem.Status == status).Select(problem => $"{problem.Code}: {problem.Title}")),
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = schema } },
            });
        }
    }

    private static bool HasId(OpenApiOperationTransformerContext context) =>
        context.Description.RelativePath?.Contains("{id}", StringComparison.Ordinal) == true;

    private static OpenApiParameter Query(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Query, Schema = Text(), Description = description };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
