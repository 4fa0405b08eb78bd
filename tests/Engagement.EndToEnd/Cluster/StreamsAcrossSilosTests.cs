namespace Engagement.EndToEnd.Cluster;

public sealed class StreamsAcrossSilosTests
{
    [RequiresFact(Need.Silos)]
    public async Task A_stream_that_hangs_on_one_silo_shows_what_comes_of_events_sent_to_the_other()
    {
        await using var silos = await Silos.Start(2);
        using var other = new HttpClient { BaseAddress = silos.UrlOf(1) };
        string[] people = [.. Enumerable.Range(0, 12).Select(i => $"person-{i}")];
        var watchers = people.Select(person => new Watcher(silos.UrlOf(0), silos.Api.WriteKey, person)).ToArray();
        try
        {
            await Task.WhenAll(watchers.Select(watcher => watcher.Open)).WaitAsync(TimeSpan.FromSeconds(30));
            await Task.WhenAll(people.Select(person => silos.Ping(other, person, 1)));

            foreach (var watcher in watchers)
            {
                await Eventually.Holds(() => watcher.Seen.Count == 1, TimeSpan.FromSeconds(5), "everybody is shown their message");
                watcher.Opened.ShouldBe(1);
            }
        }
        finally
        {
            foreach (var watcher in watchers)
            {
                await watcher.DisposeAsync();
            }
        }
    }
}
