namespace Engagement.Runtime.Streams;

/// <summary>Why a stream cannot be had, in one line: it is told again and again while that lasts.</summary>
internal static class Reasons
{
    public static string Of(Exception failure) => $"{failure.GetType().Name}: {failure.GetBaseException().Message}";
}
