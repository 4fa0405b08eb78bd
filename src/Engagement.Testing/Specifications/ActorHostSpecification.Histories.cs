using Engagement.Core;
using Engagement.Core.Users;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Testing.Specifications;

public abstract partial class ActorHostSpecification
{
    private static readonly string[] Happenings = [Added, Bought, "Page Viewed", "Signed In", "Searched"];
    private static readonly PersonId[] Crowd = [.. Enumerable.Range(0, 12).Select(i => PersonId.Known($"person {i}"))];

    /// <summary>
    /// Quiet turns, loud ones, sessions that end by themselves, and joins, in any order, with every kind of interruption between them: whoever
    /// is asked afterwards is who they were before.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Everybody_is_the_same_after_any_history_and_any_interruption(int seed)
    {
        var random = new Random(seed);
        await Shop.LaunchAsync(Cart, CampaignDocuments.After("PT20M", Added));
        await Shop.LaunchAsync("thanks", CampaignDocuments.At(Bought));
        for (var round = 0; round < 12; round++)
        {
            for (var turn = 0; turn < 40; turn++)
            {
                await HappenAsync(random, $"m{round}-{turn}");
            }

            var before = await EverybodyAsync();
            await InterruptAsync(random.Next(4));
            (await EverybodyAsync()).ShouldBe(before, $"round {round}");
        }
    }

    private async Task HappenAsync(Random random, string messageId)
    {
        var person = Crowd[random.Next(Crowd.Length)];
        var choice = random.Next(20);
        if (choice == 0)
        {
            await PassAsync(Duration.FromMinutes(random.Next(1, 45)), person);
        }
        else if (choice == 1)
        {
            var visitor = $"visitor of {messageId}";
            await Shop.TrackAsync(PersonId.Anonymous(visitor), Added, $"{messageId} before");
            await Shop.IdentifyAsync(person, visitor, messageId);
        }
        else
        {
            (await Shop.TrackAsync(person, Happenings[random.Next(Happenings.Length)], messageId)).Taken.ShouldBeTrue();
        }
    }

    private async Task InterruptAsync(int kind)
    {
        switch (kind)
        {
            case 0:
                await CrashAndRestartAsync();
                break;
            case 1:
                await RestartAsync();
                break;
            case 2:
                await Subject.EvictAsync();
                break;
            default:
                Fixture.Writes.Refuse(1);
                (await Shop.TrackAsync(Crowd[0], Bought, "never taken")).Taken.ShouldBeFalse();
                break;
        }
    }

    private async Task<List<(UserProfile Profile, string Queue)>> EverybodyAsync()
    {
        var profiles = new List<(UserProfile Profile, string Queue)>();
        foreach (var person in Crowd)
        {
            // Apart, because the bytes of a message's content compare by where they are.
            var profile = await Shop.ProfileAsync(person);
            var queue = profile.Queue.Select(message => $"{message.Delivery} {message.Sequence} {Convert.ToHexString(message.Content.Span)}");
            profiles.Add((profile with { Queue = [] }, string.Join('\n', queue)));
        }

        return profiles;
    }
}
