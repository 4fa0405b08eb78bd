using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Core.Coding;
using Engagement.Core.Decisions;
using Engagement.Core.Hashing;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using NodaTime;

namespace Engagement.Runtime.Tests.Joins;

/// <summary>
/// Several joins at once over real people, step by step in an order drawn from a seed, with crashes between any two steps. One thread; the
/// same seed gives the same run.
/// </summary>
internal sealed class JoinSimulation(int seed)
{
    private const string Event = "Product Added";

    private static readonly WorkspaceId Shop = new("shop");

    private readonly System.Random _random = new(seed);
    private readonly Dictionary<ActorKey, ActorShell> _people = [];
    private readonly ByteWriter _writer = new();
    private readonly Continuations _continuations = new();
    private Process _process = new();
    private Instant _now = Instant.FromUtc(2026, 3, 2, 12, 0);
    private int _messages;

    private List<Step> Steps => _process.Steps;

    /// <summary>Events that were acknowledged.</summary>
    public int Taken { get; private set; }

    public int Tracked => _messages;

    public void Run(int people, int joins)
    {
        var ids = Enumerable.Range(0, people).Select(i => PersonId.Known($"person {i}")).ToArray();
        foreach (var id in ids)
        {
            Track(id);
        }

        for (var i = 0; i < joins; i++)
        {
            Join(ids[_random.Next(people)], ids[_random.Next(people)]);
        }

        for (var crashes = 2; Steps.Count > 0;)
        {
            TakeOneStep();
            if (_random.Next(4) == 0)
            {
                Track(ids[_random.Next(people)]);
            }

            if (crashes > 0 && _random.Next(6) == 0)
            {
                crashes--;
                Crash();
            }
        }
    }

    /// <summary>Events counted over everybody who is a person of its own.</summary>
    public long Counted => _people.Keys.Select(key => Profile(key.Person)).DistinctBy(profile => profile.Person)
        .Sum(profile => profile.Events.Where(counter => counter.Event == Event).Sum(counter => counter.Total));

    public bool Owes => _people.Values.Any(person => person.Resume().Count > 0);

    private void Join(PersonId to, PersonId from)
    {
        var process = _process;
        _continuations.Run(() => _ = Joining.JoinAsync(process, Shop, to, from, CancellationToken.None).AsTask());
    }

    private void Resume(PersonId to, PersonId from)
    {
        var process = _process;
        _continuations.Run(() => _ = Joining.ResumeAsync(process, Shop, to, from, CancellationToken.None).AsTask());
    }

    private void TakeOneStep()
    {
        _now += Duration.FromMilliseconds(_random.Next(2));
        var step = Steps[_random.Next(Steps.Count)];
        Steps.Remove(step);
        var answer = Turn(step.Key, step.Command);
        _continuations.Run(() => step.Answer.SetResult(answer));
    }

    private void Track(PersonId person)
    {
        var stamp = new MessageStamp(StableHash.Of($"message {++_messages}"), _now);
        if (Turn(ActorKey.Of(Shop, person), new UserCommand.Track(stamp, Event, default, null)).Taken)
        {
            Taken++;
        }
    }

    private UserProfile Profile(PersonId person) => Turn(ActorKey.Of(Shop, person), new UserCommand.Describe()).Reply as UserProfile
        ?? throw new InvalidOperationException($"{person} leads nowhere");

    private Answer Turn(ActorKey key, IActorCommand command)
    {
        for (var forwards = 0; forwards <= Forwarding.LongestChain; forwards++)
        {
            var person = _people.TryGetValue(key, out var known) ? known : _people[key] = ActorShells.Blank(key);
            var turn = person.Decide(command, new TurnContext(Shop, _now, Catalog.Empty(Shop)));
            if (Forwarding.Next(key, turn) is not { } next)
            {
                HandOver(key, turn.Effects);
                return turn.Answer;
            }

            key = next;
        }

        return new Answer(Forwarding.TooLong, null, default);
    }

    private void HandOver(ActorKey key, ValueList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            if (effect is Effect.HandOver owed)
            {
                Resume(owed.To, key.Person);
            }
        }
    }

    /// <summary>Every join on its way is forgotten; people are what was saved of them, and what they owe is handed out again.</summary>
    private void Crash()
    {
        _process = new Process();
        foreach (var key in _people.Keys.ToArray())
        {
            _writer.Clear();
            _people[key].Encode(_writer);
            _people[key] = ActorShells.Load(key, _writer.Written.ToArray());
            HandOver(key, _people[key].Resume());
        }
    }

    private sealed record Step(ActorKey Key, IActorCommand Command, TaskCompletionSource<Answer> Answer);

    /// <summary>What joins ask, from one start to the next crash.</summary>
    private sealed class Process : IActorHost
    {
        public List<Step> Steps { get; } = [];

        public IReadOnlyCollection<WorkspaceId> Workspaces => [Shop];

        public HostHealth Health => new([]);

        public Instant Now => throw new NotSupportedException();

        public ValueTask<Answer> AskAsync(ActorKey key, IActorCommand command, CancellationToken cancellationToken)
        {
            var step = new Step(key, command, new TaskCompletionSource<Answer>());
            Steps.Add(step);
            return new ValueTask<Answer>(step.Answer.Task);
        }

        public ValueTask<Answer[]> AskAsync(ReadOnlyMemory<Envelope> commands, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Answer?> SurrenderAsync(WorkspaceId workspace, PersonId to, PersonId from, CancellationToken cancellationToken) =>
            Joining.SurrenderOneByOneAsync(this, workspace, to, from, cancellationToken);

        public Catalog? CatalogOf(WorkspaceId workspace) => Catalog.Empty(workspace);

        public KeyGrant? FindKey(string hash) => null;
    }
}
