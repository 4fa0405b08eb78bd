namespace Engagement.Core.Targeting;

/// <summary>How a value is compared. Numbers compare as numbers, texts by code unit, and a number is never a text.</summary>
public enum Operator : byte
{
    Eq,
    Ne,
    Gt,
    Gte,
    Lt,
    Lte,
    In,
    NotIn,

    /// <summary>A text contains a text, or a list an equal item.</summary>
    Contains,
    NotContains,
    StartsWith,
    EndsWith,

    /// <summary>It is there, be it null.</summary>
    Exists,
    NotExists,

    /// <summary>Some part of a text matches the <see cref="Pattern"/>.</summary>
    Matches,

    /// <summary>As <see cref="Timestamps"/> reads both sides; strictly before.</summary>
    Before,
    After,

    /// <summary>As <see cref="Versions"/> compares both sides.</summary>
    VersionGte,
    VersionLt,
}
