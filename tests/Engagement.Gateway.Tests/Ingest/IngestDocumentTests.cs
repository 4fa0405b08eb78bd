using System.Text.Json;
using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

[Collection(GatewayCollection.Name)]
public sealed class IngestDocumentTests(GatewayApp app)
{
    [Fact]
    public async Task The_document_has_each_call_once_under_its_full_name()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        var paths = (await Exchange.OfAsync(app.Http, request)).Json.GetProperty("paths");

        foreach (var call in (string[])["identify", "track", "page", "screen", "group", "alias", "batch"])
        {
            var operation = paths.GetProperty($"/v1/{call}").GetProperty("post");
            operation.GetProperty("operationId").GetString().ShouldBe(call);
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
            operation.GetProperty("security").GetArrayLength().ShouldBe(2);
            operation.GetProperty("requestBody").ValueKind.ShouldBe(JsonValueKind.Object);
            operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ShouldBe(
                ["200", "400", "401", "403", "413", "429", "500", "503"], ignoreOrder: true);
            paths.TryGetProperty($"/{call}", out _).ShouldBeFalse();
        }

        paths.GetProperty("/sourceConfig").TryGetProperty("get", out _).ShouldBeTrue();
        paths.GetProperty("/v1/projects/{writeKey}/settings").TryGetProperty("get", out _).ShouldBeTrue();
    }
}
