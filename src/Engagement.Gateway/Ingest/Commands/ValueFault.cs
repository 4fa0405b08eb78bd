using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Why a value cannot be kept.</summary>
internal readonly record struct ValueFault(FaultReason Reason, string Pointer, string Message)
{
    public static readonly ValueFault HalfPair = new(FaultReason.WrongType, string.Empty, "half of a surrogate pair stands for no character");
    public static readonly ValueFault NotFinite = new(FaultReason.WrongType, string.Empty, "expected a number that a double can hold");
    public static readonly ValueFault Twice = new(FaultReason.Duplicate, string.Empty, "given twice");

    /// <summary>The same fault, of a member of this name.</summary>
    public ValueFault Under(string name) => this with { Pointer = Step(name) + Pointer };

    // RFC 6901: the two characters that mean something in a pointer are escaped.
    private static string Step(string name) => "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
