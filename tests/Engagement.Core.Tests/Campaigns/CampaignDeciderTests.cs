using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Decisions;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Campaigns;

public sealed class CampaignDeciderTests
{
    [Fact]
    public void Put_WhenThereIsNone_MakesADraft()
    {
        var campaign = new Campaign();

        var decision = campaign.Do(Campaign.Put());

        campaign.Snapshot.Status.ShouldBe(CampaignStatus.Draft);
        campaign.Snapshot.Version.ShouldBe(1);
        campaign.Snapshot.CreatedAt.ShouldBe(Campaign.Start);
        campaign.Snapshot.LaunchedAt.ShouldBeNull();
        decision.Reply.ShouldBe(new CampaignView(campaign.Snapshot));
        decision.Effects.ShouldBe([new Effect.PublishCampaign(campaign.Snapshot.Id, campaign.Snapshot.Version, campaign.Snapshot)]);
        decision.Facts.ShouldBe([new Fact.CampaignChanged(Campaign.Start, campaign.Snapshot.Id, CampaignStatus.Draft, 1)]);
    }

    [Theory]
    [InlineData(CampaignStatus.Draft)]
    [InlineData(CampaignStatus.Live)]
    [InlineData(CampaignStatus.Paused)]
    [InlineData(CampaignStatus.Stopped)]
    public void Put_WhenTheDocumentIsTheSame_ChangesNothing(CampaignStatus status)
    {
        var campaign = Campaign.In(status);

        var decision = campaign.Do(Campaign.Put());

        decision.Changed.ShouldBeFalse();
        decision.Effects.ShouldBeEmpty();
        decision.Facts.ShouldBeEmpty();
        decision.Reply.ShouldBe(new CampaignView(campaign.Snapshot));
    }

    [Theory]
    [InlineData(CampaignStatus.Draft)]
    [InlineData(CampaignStatus.Live)]
    [InlineData(CampaignStatus.Paused)]
    [InlineData(CampaignStatus.Stopped)]
    public void Put_WhenTheDocumentIsAnother_ReplacesItAndKeepsTheStatus(CampaignStatus status)
    {
        var campaign = Campaign.In(status).At(Campaign.Start + Duration.FromHours(1));
        var before = campaign.Snapshot;

        campaign.Do(Campaign.Put("Order Completed"));

        campaign.Snapshot.Status.ShouldBe(status);
        campaign.Snapshot.Version.ShouldBe(before.Version + 1);
        campaign.Snapshot.Definition.Triggers[0].Event.ShouldBe("Order Completed");
        campaign.Snapshot.CreatedAt.ShouldBe(before.CreatedAt);
        campaign.Snapshot.UpdatedAt.ShouldBe(campaign.Now);
        campaign.Snapshot.LaunchedAt.ShouldBe(before.LaunchedAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Put_WhenTheVersionIsAnother_IsRefused(long expected)
    {
        var campaign = Campaign.In(CampaignStatus.Draft);

        var decision = campaign.Do(Campaign.Put("Order Completed", expected));

        decision.Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.VersionMismatch);
        decision.Changed.ShouldBeFalse();
    }

    [Fact]
    public void Put_WhenTheVersionIsTheSame_IsTaken() =>
        Campaign.In(CampaignStatus.Draft).Do(Campaign.Put("Order Completed", 1)).Changed.ShouldBeTrue();

    [Fact]
    public void Put_WhenThereIsNoneAndAVersionWasExpected_IsRefused() =>
        new Campaign().Do(Campaign.Put(ifVersion: 1)).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.VersionMismatch);

    [Fact]
    public void Put_WhenThereIsNoneAndNoneWasExpected_IsTaken() => new Campaign().Do(Campaign.Put(ifVersion: 0)).Changed.ShouldBeTrue();

    [Fact]
    public void Launch_WhenDraft_GoesLiveAndNotesWhen()
    {
        var campaign = Campaign.In(CampaignStatus.Draft).At(Campaign.Start + Duration.FromHours(1));

        campaign.Do(new CampaignCommand.Launch());

        campaign.Snapshot.Status.ShouldBe(CampaignStatus.Live);
        campaign.Snapshot.LaunchedAt.ShouldBe(campaign.Now);
        campaign.Facts[^1].ShouldBe(new Fact.CampaignChanged(campaign.Now, campaign.Snapshot.Id, CampaignStatus.Live, 2));
    }

    [Fact]
    public void Launch_WhenStopped_GoesLiveAgainAndKeepsTheFirstLaunch()
    {
        var campaign = Campaign.In(CampaignStatus.Stopped).At(Campaign.Start + Duration.FromDays(1));

        campaign.Do(new CampaignCommand.Launch());

        campaign.Snapshot.Status.ShouldBe(CampaignStatus.Live);
        campaign.Snapshot.LaunchedAt.ShouldBe(Campaign.Start);
    }

    /// <summary>Taken, with the status after it; or refused as the wrong state for it.</summary>
    [Theory]
    [InlineData("launch", CampaignStatus.Live, CampaignStatus.Live)]
    [InlineData("launch", CampaignStatus.Paused, CampaignStatus.Live)]
    [InlineData("pause", CampaignStatus.Draft, null)]
    [InlineData("pause", CampaignStatus.Live, CampaignStatus.Paused)]
    [InlineData("pause", CampaignStatus.Paused, CampaignStatus.Paused)]
    [InlineData("pause", CampaignStatus.Stopped, null)]
    [InlineData("resume", CampaignStatus.Draft, null)]
    [InlineData("resume", CampaignStatus.Live, CampaignStatus.Live)]
    [InlineData("resume", CampaignStatus.Paused, CampaignStatus.Live)]
    [InlineData("resume", CampaignStatus.Stopped, null)]
    [InlineData("stop", CampaignStatus.Draft, null)]
    [InlineData("stop", CampaignStatus.Live, CampaignStatus.Stopped)]
    [InlineData("stop", CampaignStatus.Paused, CampaignStatus.Stopped)]
    [InlineData("stop", CampaignStatus.Stopped, CampaignStatus.Stopped)]
    public void Move_WhenInAStatus_IsTakenOrRefused(string move, CampaignStatus status, CampaignStatus? then)
    {
        var campaign = Campaign.In(status);
        var version = campaign.Snapshot.Version;
        CampaignCommand command = move switch
        {
            "launch" => new CampaignCommand.Launch(),
            "pause" => new CampaignCommand.Pause(),
            "resume" => new CampaignCommand.Resume(),
            _ => new CampaignCommand.Stop(),
        };

        var decision = campaign.Do(command);

        decision.Refusal?.Code.ShouldBe(Refusal.WrongState);
        (decision.Refusal is null).ShouldBe(then is not null);
        decision.Changed.ShouldBe(then is not null && then != status);
        campaign.Snapshot.Status.ShouldBe(then ?? status);
        campaign.Snapshot.Version.ShouldBe(decision.Changed ? version + 1 : version);
    }

    [Theory]
    [InlineData(CampaignStatus.Draft)]
    [InlineData(CampaignStatus.Stopped)]
    public void Delete_WhenNobodyIsReachedByIt_LeavesNothingButTheVersion(CampaignStatus status)
    {
        var campaign = Campaign.In(status);
        var version = campaign.Snapshot.Version;

        var decision = campaign.Do(new CampaignCommand.Delete(version));

        decision.Effects.ShouldBe([new Effect.PublishCampaign(campaign.State.Id, campaign.State.Version, null)]);
        decision.Reply.ShouldBe(new CampaignView(null));
        campaign.Do(new CampaignCommand.Describe()).Reply.ShouldBe(new CampaignView(null));
        campaign.Do(Campaign.Put(ifVersion: 0));
        campaign.Snapshot.Version.ShouldBe(version + 2);
    }

    [Theory]
    [InlineData(CampaignStatus.Live)]
    [InlineData(CampaignStatus.Paused)]
    public void Delete_WhenLaunched_IsRefused(CampaignStatus status) =>
        Campaign.In(status).Do(new CampaignCommand.Delete(null)).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.WrongState);

    [Fact]
    public void Delete_WhenTheVersionIsAnother_IsRefused() =>
        Campaign.In(CampaignStatus.Draft).Do(new CampaignCommand.Delete(7)).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.VersionMismatch);

    [Fact]
    public void Launch_WhenThereIsNone_IsRefused() =>
        new Campaign().Do(new CampaignCommand.Launch()).Refusal.ShouldNotBeNull().Code.ShouldBe(Refusal.NotFound);

    public static TheoryData<Type, Type> Pairs() => Union.Pairs(typeof(CampaignState), typeof(CampaignCommand));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Decide_ForEveryStateAndCommand_GivesADecision(Type state, Type command)
    {
        var context = new TurnContext(new WorkspaceId("shop"), Campaign.Start, Catalog.Empty(new WorkspaceId("shop")));

        var decision = CampaignDecider.Decide(State(state), (CampaignCommand)Union.Make(command, Campaign.Put().Definition), context);

        decision.State.ShouldNotBeNull();
        (decision.Refusal is null || !decision.Changed).ShouldBeTrue();
    }

    private static CampaignState State(Type type) => type.Name switch
    {
        nameof(CampaignState.None) => CampaignState.Blank(new CampaignId("cart")),
        nameof(CampaignState.Defined) => Campaign.In(CampaignStatus.Live).State,
        _ => throw new InvalidOperationException($"teach this test to make a {type.Name}"),
    };
}
