using Engagement.Core;
using Engagement.Core.Coding;
using Engagement.Runtime;
using Engagement.Runtime.Catalogs;
using Engagement.Runtime.Effects;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Engagement.Testing.Hosting;

/// <summary>The actors of <see cref="InMemoryHost"/>: loaded on demand, saved turn by turn, woken when due. Not thread-safe.</summary>
internal sealed class InMemoryActors(HostFixture fixture, InMemoryStorage storage)
{
    private static readonly Duration RetryAfter = Duration.FromSeconds(1);
    private static readonly Refusal Refused = Refusal.Of(Refusal.Unavailable, "the write was refused");

    private readonly Dictionary<ActorKey, ActorShell> _live = [];
    private readonly Dictionary<ActorKey, Instant> _due = [];
    private readonly ByteWriter _writer = new();

    public CatalogDirectory Catalogs { get; } = new();

    public EffectDispatcher Effects => field ??= new(Catalogs, fixture.Streams, fixture.Clock, NullLogger<EffectDispatcher>.Instance);

    public Instant? NextDue => _due.Count == 0 ? null : _due.Values.Min();

    private Instant Now => fixture.Clock.GetCurrentInstant();

    public void Load()
    {
        var stored = storage.ReadAll();
        Catalogs.Load(stored
            .Where(pair => pair.Key.Kind is ActorKind.Campaign or ActorKind.Workspace)
            .Select(pair => ActorShells.Load(pair.Key, pair.Value.Image)));
        foreach (var (key, actor) in stored)
        {
            SetDue(key, actor.Due);
        }
    }

    public void Evict() => _live.Clear();

    /// <summary>Decides, saves, and answers; follows forwards.</summary>
    public Answer Take(ActorKey key, IActorCommand command)
    {
        for (var forwards = 0; forwards <= Forwarding.LongestChain; forwards++)
        {
            if (TakeTurn(Live(key), command) is not { } turn)
            {
                return new Answer(Refused, null, default);
            }

            if (Forwarding.Next(key, turn) is not { } next)
            {
                Effects.Dispatch(key, turn.Effects);
                return turn.Answer;
            }

            key = next;
        }

        return new Answer(Forwarding.TooLong, null, default);
    }

    public void WakeDue()
    {
        while (_due.Where(pair => pair.Value <= Now).OrderBy(pair => pair.Value).Select(pair => (ActorKey?)pair.Key).FirstOrDefault() is { } key)
        {
            _due.Remove(key);
            var shell = Live(key);
            if (shell.WakeUp is not { } wakeUp)
            {
                continue;
            }

            if (TakeTurn(shell, wakeUp) is { } turn)
            {
                Effects.Dispatch(key, turn.Effects);
                ThrowIfStillDue(shell);
            }
            else
            {
                _due[key] = Now + RetryAfter;
            }
        }
    }

    /// <returns>Null when the write was refused: the actor is then as it was last saved.</returns>
    private Turn? TakeTurn(ActorShell shell, IActorCommand command)
    {
        var turn = Decide(shell, command);
        try
        {
            if (turn.Changed)
            {
                Save(shell, turn);
            }
        }
        catch (IOException)
        {
            _live.Remove(shell.Key);
            SetDue(shell.Key, storage.Read(shell.Key)?.Due);
            return null;
        }

        SetDue(shell.Key, shell.NextDue);
        return turn;
    }

    private Turn Decide(ActorShell shell, IActorCommand command)
    {
        try
        {
            return shell.Decide(command, new TurnContext(shell.Key.Workspace, Now, Catalogs.CatalogForTurn(shell.Key.Workspace)));
        }
        catch
        {
            _live.Remove(shell.Key);
            throw;
        }
    }

    private void Save(ActorShell shell, in Turn turn)
    {
        _writer.Clear();
        shell.Encode(_writer);
        var facts = new FactRecord[turn.Facts.Count];
        for (var i = 0; i < facts.Length; i++)
        {
            facts[i] = new FactRecord(shell.Key, turn.FirstFact + i, turn.Facts[i]);
        }

        storage.Write(shell.Key, new StoredActor(_writer.Written.ToArray(), shell.NextDue), facts);
    }

    private ActorShell Live(ActorKey key)
    {
        if (_live.TryGetValue(key, out var live))
        {
            return live;
        }

        var shell = storage.Read(key) is { } stored ? ActorShells.Load(key, stored.Image) : ActorShells.Blank(key);
        _live.Add(key, shell);
        Effects.Dispatch(key, shell.Resume());
        return shell;
    }

    private void SetDue(ActorKey key, Instant? due)
    {
        if (due is { } instant)
        {
            _due[key] = instant;
        }
        else
        {
            _due.Remove(key);
        }
    }

    private void ThrowIfStillDue(ActorShell shell)
    {
        if (shell.NextDue <= Now)
        {
            throw new InvalidOperationException($"{shell.Key.Kind} '{shell.Key.Id}' is still due after its wake-up");
        }
    }
}
