namespace Engagement.Runtime.Streams;

/// <summary>Why a stream cannot be had, in one line: it is told again and again while that lasts.</summary>
public static class Reasons
{
    /// <summary>What failed, and what the innermost of its causes says.</summary>
    public static string Of(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return $"{failure.GetType().Name}: {failure.GetBaseException().Message}";
    }
}
