using System.Diagnostics.CodeAnalysis;

namespace Engagement.Core.Definitions;

/// <summary>What reading a document came to: the definition, or everything that is wrong with it (at most <see cref="MostErrors"/> faults).</summary>
/// <param name="Value">Null exactly when there are errors.</param>
/// <param name="Errors">In the order of reading; never empty when there is no value.</param>
public sealed record ParseResult<T>(T? Value, ValueList<FieldError> Errors)
    where T : class
{
    public const int MostErrors = 50;

    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;
}
