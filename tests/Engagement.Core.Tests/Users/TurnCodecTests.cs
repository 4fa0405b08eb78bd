using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Timing;
using Engagement.Core.Users;
using Engagement.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

/// <summary>That a turn, taken again, comes to the same state is asked of every turn of every test: see <see cref="Person"/>.</summary>
public sealed class TurnCodecTests
{
    private static readonly ClientContext Oslo = new("Europe/Oslo", "nb-NO", "/shop", "phone");

    [Fact]
    public void Track_WhenNothingIsDefined_IsQuiet()
    {
        var anna = new Person();

        anna.Track("Page Viewed");
        anna.Do(new UserCommand.Track(anna.Stamp(anna.Now - Duration.FromHours(3)), "Late", default, Oslo));
        anna.Pass(Duration.FromMinutes(31));

        anna.QuietTurns.ShouldBe(3, "two events, and the end of the session");
    }

    [Fact]
    public void Track_WhenACampaignTakesPart_IsNotQuiet()
    {
        var anna = new Person().With(Make.Campaign("cart") with { Delay = new Delay.For(Duration.FromHours(1)), Exceptions = [Make.On("Order Completed")] });

        anna.Track("Product Added");
        anna.Track("Order Completed");
        anna.QuietTurns.ShouldBe(0);
        anna.LoudTurns.ShouldBe(2);
        anna.Track("Order Completed");
        anna.QuietTurns.ShouldBe(1, "nothing waits any more that it could cancel");
    }

    [Fact]
    public void Track_WhenAMessageWaitsForItsScreen_IsQuietUntilTheScreenComes()
    {
        var anna = new Person().With(Make.Campaign("cart") with { Display = new() { Screens = ["/cart"] } });
        anna.Track("Product Added");

        anna.Do(new UserCommand.Track(anna.Stamp(), "Page Viewed", default, Oslo));
        anna.QuietTurns.ShouldBe(1);
        anna.Do(new UserCommand.Track(anna.Stamp(), "Page Viewed", default, Oslo with { Screen = "/cart" })).Effects.Count.ShouldBe(1);
        anna.QuietTurns.ShouldBe(1);
    }

    [Fact]
    public void Replay_OfAnyHistory_IsTheSameState()
    {
        var cart = Make.Campaign("cart", "E0") with { ReEligibility = new ReEligibility.Always(), Exceptions = [Make.On("E1")], Delay = new Delay.For(Duration.FromMinutes(20)) };
        var goal = Make.Campaign("goal", "E2") with { Goal = new Goal(Make.On("E1"), Duration.FromDays(1), null) };
        var property = Prop.ForAll(ArbMap.Default.ArbFor<uint[]>(), steps =>
        {
            var anna = new Person().With(cart, goal);
            foreach (var step in steps)
            {
                var at = anna.Now - Duration.FromMinutes(step / 31 % 90);
                var context = (step / 7 % 3) switch { 0 => null, 1 => Oslo, _ => new ClientContext(null, null, $"/{step % 5}", null) };
                anna.Do(new UserCommand.Track(anna.Stamp(at), $"E{step % 7}", default, context));
                anna.Pass(Duration.FromMinutes(step / 5 % 45));
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(PropertyCases.Count), property);
    }

    /// <summary>What is in somebody's journal must be read by every later version.</summary>
    [Fact]
    public void TryEncode_OfTheGoldenTurns_HasNotChanged()
    {
        var anna = new Person().With(Make.Campaign("cart"));
        anna.Do(new UserCommand.Track(new MessageStamp(7, anna.Now), "Page Viewed", default, Oslo));
        anna.TurnHex.ShouldBe("01070000000000000080F8B784C1680B506167652056696577656401010B4575726F70652F4F736C6F01056E622D4E4F01052F73686F70010570686F6E65");
        anna.Do(new UserCommand.Track(new MessageStamp(8, anna.Now), "Product Added", default, null));
        anna.TurnHex.ShouldBe("03080000000000000080F8B784C1680D50726F647563742041646465640004010000000000011655304247684C5756716231682D7476657050786F44410463617274046F6E6C790080F8B784C1680B4575726F70652F4F736C6F800200000001046361727480F8B784C168010000011655304247684C5756716231682D7476657050786F44410463617274046F6E6C79032D7B227469746C65223A2248656C6C6F222C22626F6479223A227468657265222C22616374696F6E73223A5B5D7D00008090FBD30901010002656E0080F8B784C1688098AEACD46801");
        anna.Pass(Duration.FromMinutes(31));
        anna.TurnHex.ShouldBe("0280D59386C168");
    }

    [Fact]
    public void Replay_OfDamagedBytes_ThrowsFormatExceptionAndNothingElse()
    {
        var writer = new ByteWriter();
        var track = new UserCommand.Track(new MessageStamp(1, Person.Start), "Page Viewed", default, Oslo);
        Encode(track, writer);
        var random = new System.Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = writer.Written[..random.Next(writer.Length + 1)].ToArray();
            if (damaged.Length > 0)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            OnlyFormatException(() => TurnCodec.Replay(UserState.Blank(PersonId.Known("anna")), damaged, Person.Workspace, Person.Start));
            OnlyFormatException(() => TurnCodec.FactOf(damaged));
        }
    }

    [Fact]
    public void Replay_OfATurnTakenBefore_IsRefused()
    {
        var writer = new ByteWriter();
        var track = new UserCommand.Track(new MessageStamp(1, Person.Start), "Page Viewed", default, null);
        Encode(track, writer);
        var once = TurnCodec.Replay(UserState.Blank(PersonId.Known("anna")), writer.Written, Person.Workspace, Person.Start);

        Should.Throw<FormatException>(() => TurnCodec.Replay(once, writer.Written, Person.Workspace, Person.Start));
    }

    [Fact]
    public void TryEncode_OfALoudTurnOfManyMessages_IsAsLongAsWhatItAdds()
    {
        var anna = new Person().With(Make.Campaign("cart") with { ReEligibility = new ReEligibility.Always() });
        anna.Track("Product Added");
        anna.Track("Product Added");
        var second = anna.TurnBytes;
        for (var i = 0; i < 40; i++)
        {
            anna.Track("Product Added");
        }

        anna.Active.Queue.Count.ShouldBeGreaterThan(40);
        anna.TurnBytes.ShouldBeLessThan(second + 16);
    }

    private static void OnlyFormatException(Action action)
    {
        try
        {
            action();
        }
        catch (FormatException)
        {
        }
    }

    private static void Encode(UserCommand.Track track, ByteWriter into)
    {
        var outcome = new TurnOutcome([], [], [new Fact.EventHappened(Person.Start, track.Event)]);
        TurnCodec.TryEncode(track, outcome, new ActiveUser(PersonId.Known("anna")), null, into, out _).ShouldBeTrue();
    }
}
