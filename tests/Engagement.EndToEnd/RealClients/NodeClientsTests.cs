namespace Engagement.EndToEnd.RealClients;

public sealed class NodeClientsTests(ServerFixture servers) : IClassFixture<ServerFixture>
{
    [RequiresTheory(Need.Node, Need.Clients)]
    [InlineData("segment-node")]
    [InlineData("rudder-node")]
    [InlineData("customerio-node")]
    public async Task Every_call_of_the_client_arrives_once(string client)
    {
        var server = await servers.Get();
        var story = new Story($"{client}-calm");
        var run = await ClientRun.Of(client, server.Base, server.Api.WriteKey, story.Calls);
        run.ShouldHaveDeliveredAll();
        story.ShouldBeTold((await server.Api.Find(story.User))!);
    }

    [RequiresTheory(Need.Node, Need.Clients)]
    [InlineData("segment-node")]
    [InlineData("rudder-node")]
    [InlineData("customerio-node")]
    public async Task Every_call_of_the_client_arrives_once_through_a_network_that_refuses_and_resets(string client)
    {
        var server = await servers.Get();
        await using var proxy = await FaultProxy.Start(
            server.Url, Fault.TooMany, Fault.Unavailable, Fault.ResetAfterAnswer, Fault.None, Fault.ResetInHead, Fault.TooMany);
        var story = new Story($"{client}-storm");
        var run = await ClientRun.Of(client, proxy.Base, server.Api.WriteKey, story.Calls);

        run.Delivered.ShouldBe(run.Made, string.Join('\n', run.Errors));
        proxy.HasFaultsLeft.ShouldBeFalse();
        proxy.Traffic.AcknowledgedIds.ShouldBe(story.Calls.Count);
        proxy.Traffic.RepeatedIds.ShouldBeGreaterThan(0);
        story.ShouldBeTold((await server.Api.Find(story.User))!);
    }
}
