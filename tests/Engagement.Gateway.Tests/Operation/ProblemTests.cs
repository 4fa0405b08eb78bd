using Engagement.Core;
using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Operation;

[Collection(GatewayCollection.Name)]
public sealed class ProblemTests(GatewayApp app)
{
    [Theory]
    [InlineData("GET", "/", 404, "notFound")]
    [InlineData("GET", "/v1", 404, "notFound")]
    [InlineData("GET", "/v1/segments/s", 404, "notFound")]
    [InlineData("PUT", "/v1/users/u/devices/t", 404, "notFound")]
    [InlineData("GET", "/v1/inapp/conversations", 404, "notFound")]
    [InlineData("GET", "/console", 404, "notFound")]
    [InlineData("POST", "/v1/campaigns", 405, "methodNotAllowed")]
    [InlineData("PATCH", "/v1/campaigns/c", 405, "methodNotAllowed")]
    [InlineData("POST", "/health/live", 405, "methodNotAllowed")]
    [InlineData("GET", "/v1/inapp/receipts", 405, "methodNotAllowed")]
    public async Task What_is_not_routed_is_a_problem(string method, string path, int status, string code)
    {
        var workspace = await app.CreateWorkspaceAsync();
        var answer = (await workspace.SendAsync(new HttpMethod(method), path)).ShouldBeProblem(status, code);
        (status != 405 || answer.Headers.ContainsKey("Allow")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_fault_of_the_server_tells_no_details()
    {
        var workspace = await app.CreateWorkspaceAsync();
        var answer = (await workspace.GetAsync("/test/fault")).ShouldBeProblem(500, "internal");
        answer.Body.ShouldNotContain("secret detail");
        answer.Body.ShouldNotContain("Exception");
    }

    [Fact]
    public void Every_refusal_of_the_core_has_a_status()
    {
        var codes = typeof(Refusal).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToArray();
        codes.ShouldNotBeEmpty();
        codes.Where(code => Problems.StatusOf(code) >= 500).ShouldBe([Refusal.Unavailable, Refusal.Internal]);
        Problems.All.Select(problem => problem.Code).ShouldBeUnique();
    }

    [Fact]
    public void Two_faults_of_one_field_are_both_told()
    {
        var problem = Problems.Of(new Refusal(Refusal.Invalid, "no", [new FieldError("/a", "one"), new FieldError("/a", "two"), new FieldError("/b", "three")]));
        problem.Errors.ShouldNotBeNull()["/a"].ShouldBe("one; two");
        problem.Errors["/b"].ShouldBe("three");
    }

    [Fact]
    public async Task Where_waiting_helps_the_client_is_told_how_long()
    {
        var workspace = await app.CreateWorkspaceAsync();
        app.Fixture.Writes.Refuse(writes: 1);
        var answer = await workspace.PutAsync("/v1/campaigns/c", Documents.AtPurchase);
        answer.ShouldBeProblem(503, "unavailable").Headers["Retry-After"].ShouldBe("1");
        (await workspace.PutAsync("/v1/campaigns/c", Documents.AtPurchase)).Status.ShouldBe(201);
    }
}
