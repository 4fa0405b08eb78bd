using Engagement.Core;
using Engagement.Gateway.Ingest.Requests;
using Engagement.Runtime.Streams;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>What became of an item as a whole, of what became of its parts and their calls.</summary>
internal sealed class Outcomes(Rejections rejections)
{
    private const int MostErrors = 100;

    public IngestOutcome Of(List<PartInHand> parts)
    {
        if (parts.Select(Later).FirstOrDefault(later => later is not null) is { } passing)
        {
            return IngestOutcome.Later(passing);
        }

        var refusals = new List<Refusal>();
        foreach (var part in parts)
        {
            AddRefusals(part, refusals);
        }

        return refusals.Count == 0 ? IngestOutcome.Durable : IngestOutcome.Poisoned(Together(refusals)) with { IsOfErased = parts.Exists(IsOfErased) };
    }

    private static Refusal? Later(PartInHand part) =>
        part.Refusal is { } refusal ? refusal.MayPass ? refusal : null : Passing.In(part.Request.Answers);

    private static bool IsOfErased(PartInHand part) => part.Refusal is null && CodesOf(part.Request).Contains(Refusal.Erased);

    private void AddRefusals(PartInHand part, List<Refusal> into)
    {
        if (part.Refusal is { } whole)
        {
            into.Add(whole with { Errors = Placed(whole.Errors, PlaceOf(part)) });
            return;
        }

        var codes = CodesOf(part.Request);
        foreach (var call in rejections.Of(part.Request, part.Part.Body.Span) ?? [])
        {
            var errors = ValueList.From(call.Errors.Select(error => new FieldError(part.Part.Pointer + error.Key, error.Value)));
            into.Add(new Refusal(codes.Count == 1 ? codes[0] : Refusal.Invalid, string.Join("; ", call.Errors.Values), errors));
        }
    }

    private static List<string> CodesOf(IngestRequest request)
    {
        var codes = new List<string>();
        for (var at = 0; at < request.Count; at++)
        {
            if (request.Answers[at].Refusal is { } refusal && !request.IsLink(at) && !codes.Contains(refusal.Code))
            {
                codes.Add(refusal.Code);
            }
        }

        if (request.Content.Faults.Count > 0 && !codes.Contains(Refusal.Invalid))
        {
            codes.Add(Refusal.Invalid);
        }

        return codes;
    }

    // A fault of the envelope has its place already.
    private static string PlaceOf(PartInHand part) => part.Part.Fault is null ? part.Part.Pointer : string.Empty;

    private static ValueList<FieldError> Placed(ValueList<FieldError> errors, string under) =>
        ValueList.From(errors.Select(error => error with { Pointer = under + error.Pointer }));

    private static Refusal Together(List<Refusal> refusals)
    {
        if (refusals.Count == 1)
        {
            return refusals[0];
        }

        var code = refusals.TrueForAll(refusal => refusal.Code == refusals[0].Code) ? refusals[0].Code : Refusal.Invalid;
        var errors = ValueList.From(refusals.SelectMany(refusal => refusal.Errors).Take(MostErrors));
        return new Refusal(code, $"{refusals.Count} calls were not taken, the others were: see errors", errors);
    }
}
