using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Finds, among answers, refusals that may pass.</summary>
internal static class Passing
{
    /// <summary>The first; null when every answer is for good.</summary>
    public static Refusal? In(ReadOnlySpan<Answer> answers)
    {
        foreach (ref readonly var answer in answers)
        {
            if (answer.Refusal is { MayPass: true } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
