using Engagement.Core;
using Engagement.Gateway.Ingest.Reading;

namespace Engagement.Gateway.Ingest.Faults;

/// <summary>Faults of bodies and items as the refusals that clients are answered with.</summary>
internal static class Refusals
{
    // A batch may hold thousands of faults; a developer looks at the first few.
    private const int MostErrors = 100;

    public static Refusal Of(BodyFault fault)
    {
        var errors = fault.Pointer.Length == 0 ? default : ValueList.Create<FieldError>([new(fault.Pointer, fault.Message)]);
        return new Refusal(CodeOf(fault.Reason), fault.Message, errors);
    }

    /// <summary>All that is wrong with the items of a request.</summary>
    public static Refusal Of(RequestContent content)
    {
        var errors = content.Faults.Take(MostErrors).Select(fault => new FieldError(PointerOf(content, fault), fault.Message));
        return new Refusal(Refusal.Invalid, "nothing was taken: see errors", ValueList.From(errors));
    }

    public static string PointerOf(RequestContent content, Fault fault) =>
        content.IsBatch ? $"/batch/{fault.Item}{fault.Pointer}" : fault.Pointer;

    private static string CodeOf(FaultReason reason) => reason switch
    {
        FaultReason.Malformed => Problems.Malformed,
        FaultReason.TooLarge or FaultReason.TooMany => Problems.TooLarge,
        _ => Refusal.Invalid,
    };
}
