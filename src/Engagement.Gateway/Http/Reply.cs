using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Engagement.Gateway.Http;

/// <summary>A wire type as the response, with the version of what it shows as its entity tag.</summary>
internal sealed class Reply<T>(T body, int status = StatusCodes.Status200OK, long? version = null) : IResult, IEndpointMetadataProvider
{
    private static readonly JsonTypeInfo<T> Shape = (JsonTypeInfo<T>?)Wire.ProtocolJson.Default.GetTypeInfo(typeof(T))
        ?? throw new InvalidOperationException($"{typeof(T).Name} is not a wire type");

    public T Body => body;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        if (version is { } current)
        {
            httpContext.Response.Headers.ETag = EntityTag.Of(current);
        }

        return httpContext.Response.WriteAsJsonAsync(body, Shape, "application/json", httpContext.RequestAborted);
    }
}
