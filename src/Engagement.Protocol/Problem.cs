namespace Engagement.Protocol;

/// <summary>Every error body: RFC 9457 with a stable code and, where fields are at fault, what is wrong with each.</summary>
/// <param name="Type"><c>urn:engagement:problem:</c> and the code.</param>
/// <param name="Code">Stable; clients may match on it.</param>
/// <param name="Errors">RFC 6901 JSON pointer into the request's body to what was expected there.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Code, string? Detail = null, IReadOnlyDictionary<string, string>? Errors = null);
