using System.Text.Json;
using Shouldly;

namespace Engagement.Gateway.Tests.Hosting;

/// <summary>What came back.</summary>
public sealed record Exchange(int Status, string Body, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<Exchange> OfAsync(HttpClient http, HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        return new Exchange(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, headers);
    }

    /// <summary>A problem of this status and code, whole and of the right type.</summary>
    public Exchange ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Body);
        ContentType.ShouldBe("application/problem+json");
        var problem = Json;
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("type").GetString().ShouldBe($"urn:engagement:problem:{code}");
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        return this;
    }

    /// <summary>What is wrong with a field; fails when nothing is.</summary>
    public string Error(string pointer) => Json.GetProperty("errors").GetProperty(pointer).GetString()!;
}
