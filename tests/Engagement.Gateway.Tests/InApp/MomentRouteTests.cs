using Engagement.Core;
using Engagement.Gateway.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.InApp;

[Collection(GatewayCollection.Name)]
public sealed class MomentRouteTests(GatewayApp app)
{
    [Fact]
    public async Task A_busy_person_is_not_interrupted_until_idle()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.Engine.LaunchAsync("thanks", Documents.AtPurchase);
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Visit", "m1");
        (await PostAsync(workspace, """{"screen":"/checkout","busy":true,"device":"phone"}""")).Status.ShouldBe(204);
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Purchase", "m2");
        (await workspace.Engine.ShownAsync(PersonId.Known("u"))).ShouldBe(0);
        (await PostAsync(workspace, """{"busy":false}""")).Status.ShouldBe(204);
        (await workspace.Engine.ShownAsync(PersonId.Known("u"))).ShouldBe(1);
        (await workspace.Engine.ProfileAsync(PersonId.Known("u"))).Session!.Screen.ShouldBe("/checkout");
    }

    [Theory]
    [InlineData("[]", "invalid", "")]
    [InlineData("{\"busy\":\"yes\"}", "invalid", "/busy")]
    [InlineData("{\"screen\":7}", "invalid", "/screen")]
    [InlineData("{\"mood\":7}", "invalid", "/mood")]
    [InlineData("{\"busy\":", "malformed", null)]
    public async Task What_is_no_moment_is_refused_by_name(string body, string code, string? pointer)
    {
        var workspace = await app.CreateWorkspaceAsync();
        var problem = (await PostAsync(workspace, body)).ShouldBeProblem(400, code);
        if (pointer is not null)
        {
            problem.Error(pointer).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task An_erased_person_has_no_moments()
    {
        var workspace = await app.CreateWorkspaceAsync();
        await workspace.Engine.TrackAsync(PersonId.Known("u"), "Visit", "m1");
        await workspace.DeleteAsync("/v1/users/u");
        (await PostAsync(workspace, "{}")).ShouldBeProblem(410, "erased");
    }

    private static Task<Exchange> PostAsync(TestWorkspace workspace, string body) =>
        workspace.PostAsync("/v1/inapp/moment?userId=u", body, workspace.WriteKey);
}
