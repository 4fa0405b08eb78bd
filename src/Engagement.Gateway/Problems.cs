using System.Collections.Frozen;
using Engagement.Core;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway;

/// <summary>The one table from a refusal's code to an HTTP status.</summary>
public static class Problems
{
    public const string Malformed = "malformed";
    public const string CannotWait = "cannotWait";
    public const string MissingKey = "missingKey";
    public const string UnknownKey = "unknownKey";
    public const string UserTokenRequired = "userTokenRequired";
    public const string UserTokenInvalid = "userTokenInvalid";
    public const string WrongScope = "wrongScope";
    public const string WrongPerson = "wrongPerson";
    public const string MethodNotAllowed = "methodNotAllowed";
    public const string TooLarge = Refusal.TooLarge;
    public const string TooManyStreams = "tooManyStreams";
    public const string Internal = Refusal.Internal;

    /// <summary>Whole seconds that a client is asked to wait after a 429 or 503.</summary>
    public const int RetryAfterSeconds = 1;

    private static readonly FrozenDictionary<string, (int Status, string Title)> Table = new Dictionary<string, (int, string)>
    {
        [Malformed] = (StatusCodes.Status400BadRequest, "The body is not JSON"),
        [Refusal.Invalid] = (StatusCodes.Status400BadRequest, "Something in the request is not right"),
        [CannotWait] = (StatusCodes.Status400BadRequest, "There is no decision to wait for"),
        [MissingKey] = (StatusCodes.Status401Unauthorized, "A key is needed"),
        [UnknownKey] = (StatusCodes.Status401Unauthorized, "The key is unknown or revoked"),
        [UserTokenRequired] = (StatusCodes.Status401Unauthorized, "A user token is needed"),
        [UserTokenInvalid] = (StatusCodes.Status401Unauthorized, "The user token is not valid"),
        [WrongScope] = (StatusCodes.Status403Forbidden, "The key may not do this"),
        [WrongPerson] = (StatusCodes.Status403Forbidden, "The user token is another person's"),
        [Refusal.NotFound] = (StatusCodes.Status404NotFound, "There is no such thing"),
        [MethodNotAllowed] = (StatusCodes.Status405MethodNotAllowed, "Not with this method"),
        [Refusal.WrongState] = (StatusCodes.Status409Conflict, "Not in this state"),
        [Refusal.AlreadyJoined] = (StatusCodes.Status409Conflict, "Already part of another person"),
        [Refusal.TooManyGroups] = (StatusCodes.Status409Conflict, "In as many groups as a person may be"),
        [Refusal.Erased] = (StatusCodes.Status410Gone, "The person was erased"),
        [Refusal.VersionMismatch] = (StatusCodes.Status412PreconditionFailed, "Changed by somebody else meanwhile"),
        [TooLarge] = (StatusCodes.Status413PayloadTooLarge, "Too large"),
        [Refusal.Overloaded] = (StatusCodes.Status429TooManyRequests, "Too much at once"),
        [TooManyStreams] = (StatusCodes.Status429TooManyRequests, "Too many open streams"),
        [Internal] = (StatusCodes.Status500InternalServerError, "A fault of the server"),
        [Refusal.Unavailable] = (StatusCodes.Status503ServiceUnavailable, "Not available now"),
    }.ToFrozenDictionary();

    /// <summary>Every code that a client may see, with its status.</summary>
    public static IEnumerable<(string Code, int Status, string Title)> All =>
        Table.Select(row => (row.Key, row.Value.Status, row.Value.Title));

    /// <summary>The status of a code; 500 for one that is not in the table, which is a defect.</summary>
    public static int StatusOf(string code) => Table.TryGetValue(code, out var row) ? row.Status : StatusCodes.Status500InternalServerError;

    /// <summary>The body that tells a client of a refusal.</summary>
    public static Wire.Problem Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var (status, title) = Table.TryGetValue(refusal.Code, out var row) ? row : Table[Internal];
        return new Wire.Problem($"urn:engagement:problem:{refusal.Code}", title, status, refusal.Code, refusal.Detail, ErrorsOf(refusal.Errors));
    }

    /// <summary>Faults by pointer; null when there are none.</summary>
    public static IReadOnlyDictionary<string, string>? ErrorsOf(ValueList<FieldError> faults)
    {
        if (faults.Count == 0)
        {
            return null;
        }

        var errors = new Dictionary<string, string>(faults.Count);
        foreach (var error in faults)
        {
            // Two faults of one field share its pointer.
            errors[error.Pointer] = errors.TryGetValue(error.Pointer, out var before) ? $"{before}; {error.Message}" : error.Message;
        }

        return errors;
    }
}
