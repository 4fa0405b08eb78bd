using NodaTime;

namespace Engagement.Core.Targeting;

public enum Occurrence : byte
{
    First,
    Last,
}

/// <summary>A tree of tests over one person, or, inside <c>where</c>, over one event's properties.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    public sealed record All(ValueList<Condition> Of) : Condition;

    public sealed record Any(ValueList<Condition> Of) : Condition;

    public sealed record Not(Condition Of) : Condition;

    /// <summary>A trait, by dotted path.</summary>
    public sealed record Trait(string Path, Test Test) : Condition;

    /// <summary>A property of the event at hand, by dotted path. Only inside <c>where</c>.</summary>
    public sealed record Property(string Path, Test Test) : Condition;

    /// <summary>How often an event happened, ever or within the last whole days.</summary>
    /// <param name="WithinDays">Null: ever. Else 1 to 90; counted to the day, exact for "none" because the last occurrence is kept to the millisecond.</param>
    public sealed record Count(string Event, Operator Operator, double Times, int? WithinDays) : Condition;

    /// <summary>When an event first or last happened, measured back from now. Never counts as before.</summary>
    /// <param name="Operator"><see cref="Operator.Before"/> or <see cref="Operator.After"/>.</param>
    public sealed record When(string Event, Occurrence Occurrence, Operator Operator, Duration Ago) : Condition;
}

/// <summary>An event by name, with what its properties must satisfy.</summary>
public sealed record EventMatch(string Event, Condition? Where);
