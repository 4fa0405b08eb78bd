using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class CorsTests : IngestTests
{
    private const string Origin = "https://shop.example";

    [Theory]
    [InlineData("/v1/i", "POST", "authorization")]
    [InlineData("/v1/batch", "POST", "anonymousid,authorization,content-type,sentat")]
    [InlineData("/v1/track", "POST", "authorization,x-retry-count")]
    [InlineData("/v1/identify", "POST", "rsa-retry-attempt,rsa-retry-reason")]
    [InlineData("/sourceConfig/?writeKey=wk_shop", "GET", "authorization")]
    [InlineData("/v1/projects/wk_shop/settings", "GET", "x-anything")]
    public async Task A_browser_may_send_from_any_origin_with_any_header(string path, string method, string headers)
    {
        var answered = await App.SendAsync(
            path, [], [("Origin", Origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers)], "OPTIONS");

        answered.Status.ShouldBe(204);
        answered.Header("Access-Control-Allow-Origin").ShouldBe(Origin);
        answered.Header("Access-Control-Allow-Credentials").ShouldBe("true");
        answered.Header("Access-Control-Allow-Methods").ShouldBe(method);
        answered.Header("Access-Control-Allow-Headers").ShouldBe(headers);
        int.Parse(answered.Header("Access-Control-Max-Age")!).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("""{"userId":"u1","event":"x"}""", 200)]
    [InlineData("""{"userId":"u1"}""", 400)]
    public async Task A_browser_may_read_the_answer_and_when_to_come_back(string body, int status)
    {
        var answered = await App.PostAsync("/v1/track", body, ("Origin", Origin));

        answered.Status.ShouldBe(status);
        answered.Header("Access-Control-Allow-Origin").ShouldBe(Origin);
        answered.Header("Access-Control-Expose-Headers").ShouldBe("Retry-After");
        answered.Header("Vary").ShouldBe("Origin");
    }
}
