using Engagement.Core.Campaigns;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Campaigns;

public sealed class CampaignCodecTests
{
    private static readonly CampaignId Cart = new("cart");
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    [Theory]
    [InlineData("campaign-v1-stopped.bin")]
    [InlineData("campaign-v1-deleted.bin")]
    public void Decode_OfEveryVersionEverWritten_ReadsAndWritesTheSameBytes(string file)
    {
        var image = File.ReadAllBytes(Path.Combine(Golden, file));

        Campaign.Bytes(CampaignCodec.Decode(Cart, image)).ShouldBe(image);
    }

    [Fact]
    public void Encode_OfTheGoldenCampaign_HasNotChanged()
    {
        Campaign.Bytes(Stopped().State).ShouldBe(File.ReadAllBytes(Path.Combine(Golden, "campaign-v1-stopped.bin")));
        Campaign.Bytes(Deleted().State).ShouldBe(File.ReadAllBytes(Path.Combine(Golden, "campaign-v1-deleted.bin")));
    }

    [Fact]
    public void Decode_OfWhatWasEncoded_IsTheSameState()
    {
        var state = Stopped().State.ShouldBeOfType<CampaignState.Defined>();

        var decoded = CampaignCodec.Decode(Cart, Campaign.Bytes(state)).ShouldBeOfType<CampaignState.Defined>();

        (decoded with { Snapshot = decoded.Snapshot with { Definition = state.Snapshot.Definition } }).ShouldBe(state);
        decoded.Snapshot.Definition.Triggers.ShouldBe(state.Snapshot.Definition.Triggers);
        CampaignCodec.Decode(Cart, Campaign.Bytes(Deleted().State)).ShouldBe(Deleted().State);
    }

    [Fact]
    public void Decode_OfAnUnknownVersion_Throws()
    {
        var image = Campaign.Bytes(Stopped().State);
        image[0] = 99;

        Should.Throw<FormatException>(() => CampaignCodec.Decode(Cart, image)).Message.ShouldContain("99");
    }

    [Fact]
    public void Decode_OfAnImageCutShort_Throws()
    {
        var image = Campaign.Bytes(Stopped().State);

        for (var length = 0; length < image.Length; length++)
        {
            Should.Throw<FormatException>(() => CampaignCodec.Decode(Cart, image.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Decode_OfAnImageWithMoreBehindIt_Throws() =>
        Should.Throw<FormatException>(() => CampaignCodec.Decode(Cart, [.. Campaign.Bytes(Stopped().State), 0]));

    private static Campaign Stopped()
    {
        var campaign = Campaign.In(CampaignStatus.Live).At(Campaign.Start + Duration.FromDays(2));
        campaign.Do(new CampaignCommand.Stop());
        return campaign;
    }

    private static Campaign Deleted()
    {
        var campaign = Stopped();
        campaign.Do(new CampaignCommand.Delete(null));
        return campaign;
    }
}
