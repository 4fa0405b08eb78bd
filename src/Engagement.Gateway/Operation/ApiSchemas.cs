using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engagement.Gateway.Operation;

/// <summary>Shapes that no handler names as its own: put among the named ones and referred to.</summary>
internal static class ApiSchemas
{
    public static async Task<IOpenApiSchema> OfAsync(Type shape, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (shape.IsGenericType && shape.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = await OfAsync(shape.GetGenericArguments()[0], context, cancellationToken),
            };
        }

        var document = context.Document ?? throw new InvalidOperationException("operations are described within a document");
        var schema = await context.GetOrCreateSchemaAsync(shape, null, cancellationToken);
        document.AddComponent(shape.Name, schema);
        return new OpenApiSchemaReference(shape.Name, document);
    }
}
