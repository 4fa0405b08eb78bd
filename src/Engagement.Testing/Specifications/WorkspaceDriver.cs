using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Hashing;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Runtime;
using Engagement.Runtime.Hosting;
using NodaTime;
using Shouldly;

namespace Engagement.Testing.Specifications;

/// <summary>One workspace of a host, driven as the gateway drives it.</summary>
/// <param name="host">The host running now.</param>
public sealed class WorkspaceDriver(Func<IActorHost> host, WorkspaceId id)
{
    public WorkspaceId Id { get; } = id;

    public async Task CreateAsync(params ApiKey[] keys) =>
        (await AskAsync(ActorKey.Of(Id), new WorkspaceCommand.Create(ValueList.From(keys), "secret"))).Taken.ShouldBeTrue();

    public async Task LaunchAsync(string campaign, string document)
    {
        await TakenAsync(campaign, Put(document));
        await TakenAsync(campaign, new CampaignCommand.Launch());
    }

    public Task StopAsync(string campaign) => TakenAsync(campaign, new CampaignCommand.Stop());

    public Task DeleteAsync(string campaign) => TakenAsync(campaign, new CampaignCommand.Delete(IfVersion: null));

    /// <param name="at">When it happened, if not now.</param>
    public Task<Answer> TrackAsync(PersonId person, string name, string messageId, Instant? at = null) => AskAsync(person, Track(name, messageId, at));

    public Task<Answer> TryPutAsync(string campaign, string document) => AskAsync(ActorKey.Of(Id, new CampaignId(campaign)), Put(document));

    public Task<Answer> TryStopAsync(string campaign) => AskAsync(ActorKey.Of(Id, new CampaignId(campaign)), new CampaignCommand.Stop());

    /// <summary>Identifies and joins, as one call of a client.</summary>
    public async Task<Answer> IdentifyAsync(PersonId person, string anonymousId, string messageId)
    {
        var answer = await AskAsync(person, new UserCommand.Identify(Stamp(messageId), Value.Missing, anonymousId, Context: null));
        if (answer.Reply is JoinNeeded needed && await Joining.JoinAsync(host(), Id, needed.Into, needed.From, default) is { } refusal)
        {
            return new Answer(refusal, null, default);
        }

        return answer;
    }

    public async Task<UserProfile> ProfileAsync(PersonId person) =>
        (await AskAsync(person, new UserCommand.Describe())).Reply.ShouldBeOfType<UserProfile>();

    /// <summary>How often an event was counted for a person.</summary>
    public async Task<long> CountAsync(PersonId person, string name)
    {
        var profile = await ProfileAsync(person);
        foreach (var counter in profile.Events)
        {
            if (counter.Event == name)
            {
                return counter.Total;
            }
        }

        return 0;
    }

    public async Task<int> ShownAsync(PersonId person) =>
        (await AskAsync(person, new UserCommand.ReadQueue())).Reply.ShouldBeOfType<ShownQueue>().Messages.Count;

    public Task<Answer> AskAsync(PersonId person, UserCommand command) => AskAsync(ActorKey.Of(Id, person), command);

    public Envelope Envelope(PersonId person, UserCommand command) => new(ActorKey.Of(Id, person), command);

    public UserCommand.Track Track(string name, string messageId, Instant? at = null) => new(Stamp(messageId, at), name, default, Context: null);

    private async Task TakenAsync(string campaign, CampaignCommand command) =>
        (await AskAsync(ActorKey.Of(Id, new CampaignId(campaign)), command)).Refusal.ShouldBeNull();

    private async Task<Answer> AskAsync(ActorKey key, IActorCommand command) => await host().AskAsync(key, command, default);

    private MessageStamp Stamp(string messageId, Instant? at = null) => new(StableHash.Of(messageId), at ?? Now);

    private Instant Now => host().Now;

    private static CampaignCommand.Put Put(string document) => new(document, CampaignDocuments.Read(document), IfVersion: null);
}
