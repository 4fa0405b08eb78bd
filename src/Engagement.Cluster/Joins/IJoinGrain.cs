using Engagement.Cluster.Wire;

namespace Engagement.Cluster.Joins;

/// <summary>Has known persons of one workspace surrender to others, one at a time. Its key is the workspace.</summary>
[Alias("engagement.joins")]
public interface IJoinGrain : IGrainWithStringKey
{
    /// <param name="to">The key of a known person.</param>
    /// <param name="from">The same.</param>
    /// <returns>No answer when both are one already.</returns>
    Task<Answers> SurrenderAsync(string to, string from);
}
