namespace Engagement.Core;

/// <summary>Why a command was not taken, as a value. The gateway maps each <see cref="Code"/> to one status in one table.</summary>
/// <param name="Code">Stable, lower camel case; clients may match on it.</param>
/// <param name="Detail">For a person: what was expected.</param>
/// <param name="Errors">By field: JSON pointer to message. Empty where no field is at fault.</param>
public sealed record Refusal(string Code, string Detail, ValueList<FieldError> Errors = default)
{
    public const string Invalid = "invalid";
    public const string Erased = "erased";
    public const string NotFound = "notFound";
    public const string VersionMismatch = "versionMismatch";
    public const string WrongState = "wrongState";
    public const string AlreadyJoined = "alreadyJoined";
    public const string TooLarge = "tooLarge";
    public const string TooManyGroups = "tooManyGroups";
    public const string Overloaded = "overloaded";
    public const string Unavailable = "unavailable";
    public const string Internal = "internal";

    /// <summary>Whether the same command may be taken when it comes again.</summary>
    public bool MayPass => Code is Overloaded or Unavailable;

    public static Refusal Of(string code, string detail) => new(code, detail);
}

/// <summary>What is wrong with one field of a document.</summary>
/// <param name="Pointer">RFC 6901 JSON pointer from the root of the document.</param>
public sealed record FieldError(string Pointer, string Message);
