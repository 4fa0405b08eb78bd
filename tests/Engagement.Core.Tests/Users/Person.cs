using Engagement.Core.Campaigns;
using Engagement.Core.Catalogs;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Hashing;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using NodaTime;
using Shouldly;

namespace Engagement.Core.Tests.Users;

/// <summary>One person with a clock and a catalog: given what happened, when a command comes, then the decision. Every turn goes through the stored form.</summary>
internal sealed class Person
{
    public static readonly WorkspaceId Workspace = new("shop");
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 12, 0);

    private readonly List<CampaignSnapshot> _campaigns = [];
    private WorkspaceSettings _settings = new();
    private Catalog _catalog = Catalog.Empty(Workspace);
    private int _messages;

    public Person(string id = "anna", PersonKind kind = PersonKind.Known) => State = UserState.Blank(new PersonId(kind, id));

    public UserState State { get; private set; }

    public ActiveUser Active => (ActiveUser)State;

    public Instant Now { get; private set; } = Start;

    /// <summary>Everything decided since the last <see cref="Forget"/>.</summary>
    public List<Trace> Traces { get; } = [];

    public List<Effect> Effects { get; } = [];

    public List<Fact> Facts { get; } = [];

    public Trace Last => Traces[^1];

    public IEnumerable<Verdict> Verdicts => Traces.Select(trace => trace.Verdict);

    public Person With(params CampaignDefinition[] definitions)
    {
        foreach (var definition in definitions)
        {
            Put(definition, CampaignStatus.Live);
        }

        return this;
    }

    public Person Put(CampaignDefinition definition, CampaignStatus status)
    {
        _campaigns.RemoveAll(known => known.Id.Value == definition.Name);
        _campaigns.Add(new CampaignSnapshot(
            new CampaignId(definition.Name), 1, status, "{}", definition, Now, Now, status == CampaignStatus.Draft ? null : Now));
        return Compile();
    }

    public Person Settings(WorkspaceSettings settings)
    {
        _settings = settings;
        return Compile();
    }

    public Person At(Instant now)
    {
        Now = now;
        return this;
    }

    public Person Forget()
    {
        Traces.Clear();
        Effects.Clear();
        Facts.Clear();
        return this;
    }

    public MessageStamp Stamp(Instant? at = null) => new(StableHash.Of($"message {++_messages}"), at ?? Now);

    public Decision<UserState> Track(string name, params (string Path, Value Value)[] properties) =>
        Do(new UserCommand.Track(Stamp(), name, new EventProperties([.. properties.Select(pair => new Captured(pair.Path, pair.Value))]), null));

    public Decision<UserState> Do(UserCommand command)
    {
        var before = Copy(State);
        var lists = before is ActiveUser active ? MessageLists.Of(active) : null;
        var decision = UserDecider.Decide(before, command, new TurnContext(Workspace, Now, _catalog));
        if (decision.Changed)
        {
            CheckTurn(command, decision, lists);
            State = Copy(decision.State);
        }

        Traces.AddRange(decision.Traces.Span);
        Effects.AddRange(decision.Effects.Span);
        Facts.AddRange(decision.Facts.Span);
        return decision;
    }

    /// <summary>Moves the clock on, waking the person at every instant that is due on the way.</summary>
    public Person Pass(Duration time)
    {
        var until = Now + time;
        while (State.NextDue is { } due && due <= until)
        {
            Now = Instant.Max(Now, due);
            Do(new UserCommand.WakeUp());
        }

        Now = until;
        return this;
    }

    public static byte[] Bytes(UserState state)
    {
        var writer = new ByteWriter();
        UserCodec.Encode(state, writer);
        return writer.Written.ToArray();
    }

    /// <summary>Turns that went through the stored form of a turn, by whether they were quiet.</summary>
    public int QuietTurns { get; private set; }

    public int LoudTurns { get; private set; }

    /// <summary>The last of them.</summary>
    public string TurnHex { get; private set; } = "";

    public int TurnBytes => TurnHex.Length / 2;

    /// <summary>Whatever the test is about: a turn that may be kept as one must come to the same state when it is taken again.</summary>
    private void CheckTurn(UserCommand command, in Decision<UserState> decision, MessageLists? lists)
    {
        var writer = new ByteWriter();
        var outcome = new TurnOutcome(decision.Effects, decision.Traces, decision.Facts);
        if (decision.State is not ActiveUser after || !TurnCodec.TryEncode(command, outcome, after, lists, writer, out var isQuiet))
        {
            return;
        }

        TurnHex = Convert.ToHexString(writer.Written);
        Bytes(TurnCodec.Replay(Copy(State), writer.Written, Workspace, Now)).ShouldBe(Bytes(decision.State));
        (QuietTurns, LoudTurns) = isQuiet ? (QuietTurns + 1, LoudTurns) : (QuietTurns, LoudTurns + 1);
        if (isQuiet && decision.Facts.Count == 1)
        {
            TurnCodec.FactOf(writer.Written).ShouldBe(decision.Facts[0]);
        }
    }

    private static UserState Copy(UserState state) => UserCodec.Decode(state.Person, Bytes(state));

    private Person Compile()
    {
        var workspace = new WorkspaceSnapshot(Workspace, 1, _settings, "{}", [], null);
        _catalog = Catalog.Compile(1, workspace, _campaigns);
        return this;
    }
}
