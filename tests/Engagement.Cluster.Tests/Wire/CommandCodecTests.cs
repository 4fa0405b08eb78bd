using Engagement.Cluster.Wire;
using Engagement.Core;
using Engagement.Core.Campaigns;
using Engagement.Core.Coding;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Engagement.Cluster.Tests.Wire;

public sealed class CommandCodecTests
{
    private static readonly Dictionary<string, string> Bytes = Golden.Read("commands.txt");

    public static TheoryData<string> Names => [.. SampleCommands.ByName.Keys];

    // Every kind of command there is, found anew in each run.
    private static readonly Type[] AllKinds = [.. typeof(IActorCommand).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IActorCommand)) && type is { IsClass: true, IsAbstract: false })];

    public static TheoryData<Type> Kinds => [.. AllKinds];

    [Fact]
    public void Kinds_AreThoseOfEveryActor()
    {
        foreach (var union in new[] { typeof(UserCommand), typeof(CampaignCommand), typeof(WorkspaceCommand) })
        {
            AllKinds.ShouldContain(type => type.BaseType == union);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Samples_HaveEveryKind(Type kind) => SampleCommands.ByName.Values.ShouldContain(command => command.GetType() == kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_WhenAnyOfTheKindWasEncoded_GivesItBack(Type kind) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(PropertyCases.Count).WithQuietOnSuccess(true),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var command = (IActorCommand)new Anything(new System.Random(seed)).Of(kind);
            var bytes = Encode(command);

            var decoded = DecodeAndScribble(bytes);

            decoded.ShouldBeLike(command);
            Encode(decoded).ShouldBe(bytes, "what equality forgives, such as a negative zero, is kept too");
        }));

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_WhenOfAKnownForm_WritesTheGoldenBytes(string name) =>
        Convert.ToHexStringLower(Encode(SampleCommands.ByName[name])).ShouldBe(Bytes[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_WhenGivenTheGoldenBytes_ReadsTheCommand(string name) =>
        DecodeAndScribble(Convert.FromHexString(Bytes[name])).ShouldBeLike(SampleCommands.ByName[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_WhenCutAnywhere_SaysSoAsAFormatException(string name)
    {
        var bytes = Encode(SampleCommands.ByName[name]);
        for (var length = 0; length < bytes.Length; length++)
        {
            Should.Throw<FormatException>(() => CommandCodec.Decode(bytes.AsSpan(0, length)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_WhenDamaged_ThrowsNothingButFormatException(string name) =>
        Damage.Everywhere(Encode(SampleCommands.ByName[name]), bytes => CommandCodec.Decode(bytes));

    [Fact]
    public void Decode_WhenListsPromiseMoreThanComes_AllocatesInProportion() =>
        Damage.Promises(
            [[CommandTag.Identify, 0, 0, 0, 0, 0, 0, 0, 0, 0], [CommandTag.Track, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [CommandTag.Report], [CommandTag.CreateWorkspace]],
            bytes => CommandCodec.Decode(bytes));

    [Fact]
    public void Decode_WhenTheTagIsUnknown_Refuses()
    {
        var known = Bytes.Values.Select(hex => Convert.FromHexString(hex)[0]).ToHashSet();
        for (var tag = 0; tag <= byte.MaxValue; tag++)
        {
            if (!known.Contains((byte)tag))
            {
                Should.Throw<FormatException>(() => CommandCodec.Decode([(byte)tag, 0, 0])).Message.ShouldContain($"{tag}");
            }
        }
    }

    [Fact]
    public void Decode_WhenBytesFollow_Refuses() =>
        Should.Throw<FormatException>(() => CommandCodec.Decode([.. Encode(new UserCommand.WakeUp()), 0]));

    [Fact]
    public void Decode_WhenOneAfterAnother_ReadsEach()
    {
        var writer = new ByteWriter();
        foreach (var command in SampleCommands.ByName.Values)
        {
            CommandCodec.Encode(command, writer);
        }

        var reader = new ByteReader(writer.Written);
        foreach (var command in SampleCommands.ByName.Values)
        {
            CommandCodec.Decode(ref reader).ShouldBeLike(command);
        }

        reader.AtEnd.ShouldBeTrue();
    }

    [Fact]
    public void Encode_WhenTheKindIsUnknown_WritesNothing()
    {
        var writer = new ByteWriter();

        Should.Throw<ArgumentException>(() => CommandCodec.Encode(new Stranger(), writer));

        writer.Length.ShouldBe(0);
    }

    [Fact]
    public void Encode_WhenAnInstantIsFinerThanAMillisecond_RoundsAsTheTurnDoes()
    {
        var at = Instant.FromUtc(2026, 12, 1, 9, 0);
        foreach (var exact in new[] { at, NodaConstants.UnixEpoch - Duration.FromSeconds(1) })
        {
            var fine = exact + Duration.FromNanoseconds(999_999);

            CommandCodec.Decode(Encode(new UserCommand.Track(new MessageStamp(1, fine), "E", default, null)))
                .ShouldBe(new UserCommand.Track(new MessageStamp(1, exact), "E", default, null));
        }
    }

    [Fact]
    public void Encode_WhenATrackGoesIntoAWriterThatIsWarm_AllocatesNothing()
    {
        var (writer, track) = (new ByteWriter(), SampleCommands.ByName["track"]);
        CommandCodec.Encode(track, writer);
        var before = GC.GetAllocatedBytesForCurrentThread();

        writer.Clear();
        CommandCodec.Encode(track, writer);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static byte[] Encode(IActorCommand command)
    {
        var writer = new ByteWriter();
        CommandCodec.Encode(command, writer);
        return writer.Written.ToArray();
    }

    /// <summary>What was decoded may not change with the bytes it was read from.</summary>
    private static IActorCommand DecodeAndScribble(byte[] bytes)
    {
        byte[] pooled = [.. bytes];
        var command = CommandCodec.Decode(pooled);
        Array.Fill(pooled, byte.MaxValue);
        return command;
    }

    private sealed record Stranger : IActorCommand;
}
