using Engagement.Core.Campaigns;
using Engagement.Core.Messages;
using Engagement.Core.Targeting;
using Engagement.Core.Timing;
using Engagement.Core.Users;
using Engagement.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Users;

public sealed class UserCodecTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    [Theory]
    [InlineData("user-v1-active.bin")]
    [InlineData("user-v1-joined.bin")]
    [InlineData("user-v1-erased.bin")]
    public void Decode_OfEveryVersionEverWritten_ReadsAndWritesTheSameBytes(string file)
    {
        var image = File.ReadAllBytes(Path.Combine(Golden, file));

        var state = UserCodec.Decode(PersonId.Known("anna"), image);

        Person.Bytes(state).ShouldBe(image);
    }

    [Fact]
    public void Encode_OfTheGoldenPerson_HasNotChanged() =>
        Person.Bytes(Storied()).ShouldBe(File.ReadAllBytes(Path.Combine(Golden, "user-v1-active.bin")));

    [Fact]
    public void Decode_OfAnyHistory_IsTheSameState()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), steps =>
        {
            var person = Live(steps);
            var image = Person.Bytes(person.State);
            return Person.Bytes(UserCodec.Decode(person.State.Person, image)).AsSpan().SequenceEqual(image);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(PropertyCases.Count), property);
    }

    [Fact]
    public void Decode_OfADamagedImage_ThrowsFormatExceptionAndNothingElse()
    {
        var whole = Person.Bytes(Storied());
        var random = new System.Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = whole.AsSpan(0, random.Next(1, whole.Length + 1)).ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                UserCodec.Decode(PersonId.Known("anna"), damaged);
            }
            catch (FormatException)
            {
            }
        }
    }

    [Fact]
    public void Decode_OfALaterVersion_NamesBothVersions() =>
        Should.Throw<FormatException>(() => UserCodec.Decode(PersonId.Known("anna"), [99, 0])).Message.ShouldContain("99");

    private static ActiveUser Storied()
    {
        var waiting = Make.Campaign("wait", "Cart Viewed") with { Delay = new Delay.For(Duration.FromHours(2)) };
        var shown = Make.Campaign("show") with { Display = new Display { Screens = ["/shop/*"], Interrupt = Interrupt.Always } };
        var anna = new Person().With(waiting, shown, Make.Campaign("seen", "Page Viewed"));
        var traits = Value.Of([KeyValuePair.Create("plan", Value.Of("pro")), KeyValuePair.Create("tags", Value.Of([Value.Of(true), Value.Null, Value.Of(2.5)]))]);
        anna.Do(new UserCommand.Identify(anna.Stamp(), traits, null, new ClientContext("Europe/Oslo", "nb-NO", "/shop/a", "phone")));
        anna.Do(new UserCommand.Group(anna.Stamp(), "acme", traits));
        anna.Do(new UserCommand.Absorb(PersonId.Anonymous("a-1"), Person.Bytes(new ActiveUser(PersonId.Anonymous("a-1")))));
        anna.Track("Cart Viewed");
        anna.Track("Product Added");
        anna.Pass(Duration.FromMinutes(90)).Track("Page Viewed");
        anna.Do(new UserCommand.Report([new Receipt(5, anna.Last.Delivery!.Value, ReceiptKind.Shown, null, null, null, anna.Now)]));
        return anna.Active;
    }

    private static Person Live(int[] steps)
    {
        var always = Make.Campaign("a", "E0") with { ReEligibility = new ReEligibility.Always(), Delay = new Delay.For(Duration.FromMinutes(45)), Exceptions = [Make.On("E1")] };
        var person = new Person().With(always, Make.Campaign("b", "E2") with { ReEligibility = new ReEligibility.Always() });
        foreach (var step in steps)
        {
            var choice = (uint)step % 7;
            if (choice < 4)
            {
                person.Track($"E{choice}");
            }
            else if (choice == 4)
            {
                person.Pass(Duration.FromMinutes((uint)step % 200));
            }
            else if (choice == 5)
            {
                person.Do(new UserCommand.Moment($"/{step % 3}", step % 2 == 0, null));
            }
            else
            {
                person.Do(new UserCommand.Identify(person.Stamp(), Value.Of([KeyValuePair.Create($"t{step % 5}", Value.Of(step))]), null, null));
            }
        }

        return person;
    }
}
