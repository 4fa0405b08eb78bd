using Engagement.Core;

namespace Engagement.Gateway.Http;

/// <summary>What is wrong with a definition, as a response.</summary>
internal static class DocumentFaults
{
    /// <param name="consequence">What did not happen.</param>
    public static Refused Of(ReadOnlyMemory<byte> document, ValueList<FieldError> errors, string consequence)
    {
        if (RequestBody.Malformed(document, out var parsed) is { } malformed && errors[0].Pointer.Length == 0)
        {
            return malformed;
        }

        parsed?.Dispose();
        return new Refused(new Refusal(Refusal.Invalid, consequence, errors));
    }
}
