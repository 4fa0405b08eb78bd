using Engagement.Core.Campaigns;
using Engagement.Core.Decisions;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class ReceiptTests
{
    private static readonly Goal Order = new(Make.On("Order Completed"), Duration.FromDays(3), "total");

    private static Person Sent()
    {
        var anna = new Person().With(Make.Campaign("cart") with { Goal = Order });
        anna.Track("Product Added");
        return anna;
    }

    private static UserCommand.Report Receipt(Person anna, ReceiptKind kind, ulong key) =>
        new([new Receipt(key, anna.Active.Deliveries[0].Id, kind, null, null, null, anna.Now)]);

    [Fact]
    public void Report_WhenShownTwiceByTwoReceipts_CountsTheSecondAsNotFirst()
    {
        var anna = Sent();

        anna.Do(Receipt(anna, ReceiptKind.Shown, 1));
        anna.Do(Receipt(anna, ReceiptKind.Shown, 2));

        anna.Facts.OfType<Fact.ReceiptTaken>().Select(fact => fact.First).ShouldBe([true, false]);
    }

    [Fact]
    public void Report_WhenTheReceiptIsRepeated_ChangesNothing()
    {
        var anna = Sent();
        anna.Do(Receipt(anna, ReceiptKind.Shown, 1));

        anna.Do(Receipt(anna, ReceiptKind.Shown, 1)).Changed.ShouldBeFalse();
    }

    [Fact]
    public void Report_WhenDismissed_TakesTheMessageOffEveryDevice()
    {
        var anna = Sent();

        anna.Do(Receipt(anna, ReceiptKind.Dismissed, 1));

        anna.Effects.OfType<Effect.Recall>().ShouldHaveSingleItem();
        anna.Active.Queue.ShouldBeEmpty();
    }

    [Fact]
    public void Report_WhenAPostIsClicked_StaysInTheQueue()
    {
        var post = Make.Campaign("post") with { Variants = [new Variant("v", 1, Make.Modal() with { Kind = InAppKind.Post })] };
        var anna = new Person().With(post);
        anna.Track("Product Added");

        anna.Do(Receipt(anna, ReceiptKind.Clicked, 1));

        anna.Active.Queue.ShouldHaveSingleItem();
    }

    [Fact]
    public void Report_WhenTheDeliveryIsUnknown_SaysSo()
    {
        var anna = Sent();

        var decision = anna.Do(new UserCommand.Report([new Receipt(1, new DeliveryId("other"), ReceiptKind.Shown, null, null, null, anna.Now)]));

        decision.Reply.ShouldBe(new ReceiptsTaken([new DeliveryId("other")]));
        decision.Changed.ShouldBeFalse();
    }

    [Fact]
    public void Goal_WhenTheMessageWasNeverShown_DoesNotConvert()
    {
        var anna = Sent();

        anna.Track("Order Completed", ("total", Value.Of(40)));

        anna.Facts.OfType<Fact.Converted>().ShouldBeEmpty();
    }

    [Fact]
    public void Goal_WithinTheWindowOfTheFirstShow_ConvertsOnce()
    {
        var anna = Sent();
        anna.Do(Receipt(anna, ReceiptKind.Shown, 1));

        anna.Pass(Duration.FromDays(3)).Track("Order Completed", ("total", Value.Of(40)));
        anna.Track("Order Completed", ("total", Value.Of(10)));

        anna.Facts.OfType<Fact.Converted>().Single().Value.ShouldBe(40);
    }

    [Fact]
    public void Goal_WhenTwoMessagesWereShown_ConvertsTheLastOfThem()
    {
        var anna = new Person().With(Make.Campaign("cart") with { Goal = Order, ReEligibility = new ReEligibility.Always() });
        anna.Track("Product Added");
        anna.Pass(Duration.FromHours(1)).Track("Product Added");
        anna.Do(Receipt(anna, ReceiptKind.Shown, 1));
        var last = anna.Active.Deliveries[1].Id;
        anna.Pass(Duration.FromHours(1)).Do(new UserCommand.Report([new Receipt(2, last, ReceiptKind.Shown, null, null, null, anna.Now)]));

        anna.Track("Order Completed", ("total", Value.Of(40)));
        anna.Track("Order Completed", ("total", Value.Of(10)));

        var converted = anna.Facts.OfType<Fact.Converted>().Single();
        (converted.Delivery, converted.Value).ShouldBe((last, 40));
    }

    [Fact]
    public void Goal_AfterTheWindow_DoesNotConvert()
    {
        var anna = Sent();
        anna.Do(Receipt(anna, ReceiptKind.Shown, 1));

        anna.Pass(Duration.FromDays(3) + Duration.FromMilliseconds(1)).Track("Order Completed");

        anna.Facts.OfType<Fact.Converted>().ShouldBeEmpty();
    }
}
