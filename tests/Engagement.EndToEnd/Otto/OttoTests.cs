namespace Engagement.EndToEnd.Otto;

public sealed class OttoTests
{
    private const int EventsInTheSample = 862;

    [RequiresFact(Need.Node, Need.Clients, Need.Otto)]
    public async Task Real_sessions_replayed_through_the_real_client_are_counted_to_the_event()
    {
        var sample = OttoSample.Read(Places.OttoSample!);
        await using var server = await EngagementServer.Start();
        var run = await ClientRun.Of("segment-node", server.Base, server.Api.WriteKey, sample.Calls(TimeSpan.FromSeconds(60)), flushAt: 15);
        run.ShouldHaveDeliveredAll();
        run.Delivered.ShouldBe(EventsInTheSample);

        foreach (var user in sample.Events.GroupBy(happened => happened.User))
        {
            var person = (await server.Api.Find(user.Key))!;
            person.Events.ShouldBe(user.GroupBy(happened => happened.Event).ToDictionary(named => named.Key, named => named.LongCount()), ignoreOrder: true);
        }
    }
}
