using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.Core.Users;

/// <summary>What one turn has come to so far. Lives on the stack, and makes lists only when something is put in them: a quiet turn costs next to nothing.</summary>
internal ref struct UserTurn(ActiveUser user, TurnContext context)
{
    private readonly long _factsBefore = user.FactCount;
    private Gathered<Effect> _effects;
    private Gathered<Fact> _facts;
    private Gathered<Trace> _traces;
    private List<Candidate>? _contenders;

    public ActiveUser User { get; } = user;

    public TurnContext Context { get; } = context;

    public readonly Instant Now => Context.Now;

    /// <summary>Where the client said the person is, in this command; null: not said.</summary>
    public string? Screen { get; set; }

    public string? Device { get; set; }

    /// <summary>The person's zone, or the workspace's while theirs is unknown.</summary>
    public readonly DateTimeZone Zone => Zones.Find(User.Zone) ?? Context.Catalog.Zone;

    /// <summary>Candidates that passed every rule but those that depend on each other.</summary>
    public List<Candidate> Contenders => _contenders ??= [];

    public readonly bool HasContenders => _contenders is { Count: > 0 };

    /// <summary>Whether another event of this turn has made the campaign ready already.</summary>
    public readonly bool Contends(CampaignId campaign) => _contenders is not null && _contenders.Exists(candidate => candidate.Campaign.Id == campaign);

    public readonly bool HasFacts => User.FactCount > _factsBefore;

    public void Do(Effect effect) => _effects.Add(effect);

    public void Tell(Fact fact)
    {
        _facts.Add(fact);
        User.FactCount++;
    }

    public void Decide(Trace trace)
    {
        _traces.Add(trace);
        Tell(new Fact.Decided(trace));
    }

    public readonly Decision<UserState> Done(IReply? reply = null) => new(User, Changed: true)
    {
        Effects = _effects.ToList(),
        Facts = _facts.ToList(),
        FirstFact = _factsBefore + 1,
        Traces = _traces.ToList(),
        Reply = reply,
    };
}

/// <summary>A list whose first item needs no list.</summary>
internal struct Gathered<T>
    where T : class
{
    private T? _first;
    private List<T>? _rest;

    public void Add(T item)
    {
        if (_first is null)
        {
            _first = item;
        }
        else
        {
            (_rest ??= []).Add(item);
        }
    }

    public readonly ValueList<T> ToList() => (_first, _rest) switch
    {
        (null, _) => default,
        ({ } only, null) => [only],
        ({ } first, { } rest) => [first, .. rest],
    };
}
