using System.Text.Json;
using Engagement.Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Operation;

[Collection(GatewayCollection.Name)]
public sealed class ApiDocumentTests(GatewayApp app)
{
    [Fact]
    public async Task The_document_has_every_route_with_a_summary_a_key_and_its_problems()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        foreach (var (method, _, template, _) in RouteTable.Secret)
        {
            var operation = paths.GetProperty(template).GetProperty(method.ToLowerInvariant());
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(template);
            operation.GetProperty("operationId").GetString().ShouldNotBeNullOrEmpty(template);
            operation.GetProperty("security")[0].TryGetProperty("secretKey", out _).ShouldBeTrue(template);
            operation.GetProperty("responses").GetProperty("401").GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue();
            operation.TryGetProperty("requestBody", out _).ShouldBe(method is "PUT" || template.EndsWith("explain", StringComparison.Ordinal) || (method, template) == ("POST", "/v1/keys"), template);
        }

        foreach (var (method, path) in RouteTable.InApp)
        {
            var operation = paths.GetProperty(path).GetProperty(method.ToLowerInvariant());
            operation.GetProperty("security").GetArrayLength().ShouldBe(5);
            operation.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()).ShouldContain("userId");
        }
    }

    [Fact]
    public async Task Every_route_that_is_mapped_is_in_the_document_and_in_the_tests()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        var known = RouteTable.Secret.Select(route => $"{route.Method} {route.Template}")
            .Concat(RouteTable.InApp.Concat(RouteTable.Open).Select(route => $"{route.Method} {route.Path}"))
            .ToHashSet();
        foreach (var endpoint in app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (path.StartsWith("/test", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal) || IsIngest(endpoint))
            {
                continue;
            }

            foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                known.ShouldContain($"{method} {path}");
                paths.GetProperty(path).TryGetProperty(method.ToLowerInvariant(), out _).ShouldBeTrue($"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task Operation_names_are_unique_and_shapes_are_named()
    {
        var document = await DocumentAsync();
        var names = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.TryGetProperty("operationId", out _))
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!)
            .ToArray();
        names.ShouldBeUnique();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var shape in (string[])["Campaign", "Profile", "Message", "Problem", "CampaignResults", "Candidate", "Receipt"])
        {
            schemas.TryGetProperty(shape, out _).ShouldBeTrue(shape);
        }

        schemas.GetProperty("Problem").GetProperty("required").EnumerateArray().Select(name => name.GetString()).ShouldContain("code");
        schemas.GetProperty("Message").GetProperty("properties").GetProperty("expires").GetProperty("format").GetString().ShouldBe("date-time");
    }

    private static bool IsIngest(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.ITagsMetadata>()?.Tags.Contains("Ingest") == true;

    private async Task<JsonElement> DocumentAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        var document = await Exchange.OfAsync(app.Http, request);
        document.Status.ShouldBe(200, document.Body);
        return document.Json;
    }
}
