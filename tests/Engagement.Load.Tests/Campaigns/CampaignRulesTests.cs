using Engagement.Load.Campaigns;
using Engagement.Load.Journeys;
using Shouldly;
using Xunit;

namespace Engagement.Load.Tests.Campaigns;

public sealed class CampaignRulesTests
{
    private readonly ShopEvent[] _events = new Shop(100_000, 1).Events(50_000);

    [Fact]
    public void A_thousand_campaigns_take_two_in_a_hundred_events()
    {
        var rules = CampaignRules.For(_events, 1000, 0.02, 1);
        rules.Length.ShouldBe(1000);
        rules.Select(rule => rule.Event).Distinct().Count().ShouldBe(Assortment.EventNames);
        CampaignRules.ShareOf(_events, rules).ShouldBeInRange(0.017, 0.023);
    }

    [Fact]
    public void The_document_asks_what_the_rule_asks()
    {
        var rule = new CampaignRule("Product Added", 1, 2, 3, 99.5);
        var where = Documents.Shop(0, rule)["trigger"]!["any"]![0]!;
        ((string?)where["event"]).ShouldBe("Product Added");
        where["where"]!["all"]![0]!["value"]!.ToJsonString().ShouldBe("""["c-1","c-2","c-3"]""");
        ((double?)where["where"]!["all"]![1]!["value"]).ShouldBe(99.5);
    }
}
