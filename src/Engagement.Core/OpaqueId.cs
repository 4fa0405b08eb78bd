using System.Diagnostics.CodeAnalysis;

namespace Engagement.Core;

/// <summary>What every id that comes from outside must be.</summary>
public static class OpaqueId
{
    public const int MaximumLength = 128;

    /// <summary>1 to 128 characters, none of them a control character (stored keys are separated by one), no half surrogates.</summary>
    public static bool IsValid([NotNullWhen(true)] string? id)
    {
        if (id is null || id.Length is 0 or > MaximumLength)
        {
            return false;
        }

        for (var index = 0; index < id.Length; index++)
        {
            if (char.IsControl(id[index]) || (char.IsSurrogate(id[index]) && !IsPairAt(id, ref index)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPairAt(string id, ref int index) =>
        index + 1 < id.Length && char.IsSurrogatePair(id[index], id[++index]);
}
