using Engagement.Cluster.Wire;
using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Runtime.Hosting;
using Engagement.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Engagement.Cluster.Tests.Wire;

public sealed class AnswerCodecTests
{
    private static readonly Dictionary<string, string> Bytes = Golden.Read("answers.txt");

    public static TheoryData<string> Names => [.. SampleAnswers.ByName.Keys];

    // Every kind of reply that a part of the product knows, found anew in each run.
    private static readonly Type[] AllKinds = [.. new[] { typeof(IReply), typeof(Answer), typeof(CommandCodec) }
        .SelectMany(type => type.Assembly.GetTypes())
        .Where(type => type.IsAssignableTo(typeof(IReply)) && type is { IsInterface: false, IsAbstract: false })];

    public static TheoryData<Type> Kinds => [.. AllKinds];

    [Fact]
    public void Kinds_AreOfEveryActor() => AllKinds.Length.ShouldBeGreaterThanOrEqualTo(8);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Samples_HaveEveryKind(Type kind) => SampleAnswers.ByName.Values.ShouldContain(answer => answer.Reply != null && answer.Reply.GetType() == kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_WhenAnyOfTheKindWasEncoded_GivesItBack(Type kind) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(PropertyCases.Count).WithQuietOnSuccess(true),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var anything = new Anything(new System.Random(seed));
            var refusal = seed % 2 == 0 ? (Refusal)anything.Of(typeof(Refusal)) : null;
            var answer = new Answer(refusal, (IReply)anything.Of(kind), (ValueList<Trace>)anything.Of(typeof(ValueList<Trace>)));
            var bytes = Encode(answer);

            var decoded = DecodeAndScribble(bytes);

            decoded.ShouldBeLike(answer);
            Encode(decoded).ShouldBe(bytes);
        }));

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_WhenOfAKnownForm_WritesTheGoldenBytes(string name) =>
        Convert.ToHexStringLower(Encode(SampleAnswers.ByName[name])).ShouldBe(Bytes[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_WhenGivenTheGoldenBytes_ReadsTheAnswer(string name) =>
        DecodeAndScribble(Convert.FromHexString(Bytes[name])).ShouldBeLike(SampleAnswers.ByName[name]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_WhenCutAnywhere_SaysSoAsAFormatException(string name)
    {
        var bytes = Encode(SampleAnswers.ByName[name]);
        for (var length = 0; length < bytes.Length; length++)
        {
            Should.Throw<FormatException>(() => AnswerCodec.Decode(bytes.AsSpan(0, length)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_WhenDamaged_ThrowsNothingButFormatException(string name) =>
        Damage.Everywhere(Encode(SampleAnswers.ByName[name]), bytes => AnswerCodec.Decode(bytes));

    [Fact]
    public void Decode_WhenListsPromiseMoreThanComes_AllocatesInProportion() =>
        Damage.Promises(
            [[2, ReplyTag.None], [2, ReplyTag.ReceiptsTaken], [2, ReplyTag.ShownQueue], [2, ReplyTag.UserProfile, 0, 0, 0, 0, 0], [3, 0, 0]],
            bytes => AnswerCodec.Decode(bytes));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(255)]
    public void Decode_WhenTheTagIsUnknown_Refuses(byte tag) =>
        Should.Throw<FormatException>(() => AnswerCodec.Decode([tag, 0, 0])).Message.ShouldContain($"{tag}");

    [Theory]
    [InlineData(11)]
    [InlineData(255)]
    public void Decode_WhenTheTagOfTheReplyIsUnknown_Refuses(byte tag) =>
        Should.Throw<FormatException>(() => AnswerCodec.Decode([2, tag, 0])).Message.ShouldContain($"{tag}");

    [Fact]
    public void Decode_WhenBytesFollow_Refuses() => Should.Throw<FormatException>(() => AnswerCodec.Decode([1, 0]));

    [Fact]
    public void Encode_WhenTakenAndNothingIsToBeSaid_TakesOneByte() => Encode(default).Length.ShouldBe(1);

    [Fact]
    public void Encode_WhenTheReplyIsUnknown_Refuses() =>
        Should.Throw<ArgumentException>(() => Encode(new Answer(null, new Stranger(), [])));

    private static byte[] Encode(Answer answer)
    {
        var writer = new ByteWriter();
        AnswerCodec.Encode(answer, writer);
        return writer.Written.ToArray();
    }

    /// <summary>What was decoded may not change with the bytes it was read from.</summary>
    private static Answer DecodeAndScribble(byte[] bytes)
    {
        byte[] pooled = [.. bytes];
        var answer = AnswerCodec.Decode(pooled);
        Array.Fill(pooled, byte.MaxValue);
        return answer;
    }

    private sealed record Stranger : IReply;
}
