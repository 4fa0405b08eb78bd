using Engagement.Core;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Refusals after which the same command may be taken when it comes again.</summary>
internal static class Passing
{
    /// <summary>The first of them; null when every answer is for good.</summary>
    public static Refusal? In(ReadOnlySpan<Answer> answers)
    {
        foreach (ref readonly var answer in answers)
        {
            if (answer.Refusal is { } refusal && Is(refusal))
            {
                return refusal;
            }
        }

        return null;
    }

    public static bool Is(Refusal refusal) => refusal.Code is Refusal.Overloaded or Refusal.Unavailable;
}
